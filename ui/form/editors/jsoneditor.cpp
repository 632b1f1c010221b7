#include "ui/form/editors/jsoneditor.h"

#include "core/base/json.h"
#include "core/schema/formmodel.h"
#include "ui/form/editors/growingtextedit.h"
#include "ui/form/formcontext.h"

#include <QFontDatabase>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace peregrine {

namespace {

QString indented(const QJsonValue &value)
{
    if (value.isUndefined() || value.isNull())
        return {};
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson()).trimmed();
    if (value.isArray())
        return QString::fromUtf8(QJsonDocument(value.toArray()).toJson()).trimmed();
    return QString::fromUtf8(toJson(value));
}

} // namespace

JsonEditor::JsonEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                       FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_text(new GrowingTextEdit(3, 16, this))
{
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setPlaceholderText(tr("A value as JSON, for example {\"name\": \"value\"}"));
    formContext.watchComposition(m_text);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    connect(m_text, &QPlainTextEdit::textChanged, this, &JsonEditor::take);
    ready();
}

JsonEditor::~JsonEditor()
{
    model().setUnreadable(pointer(), {});
}

QWidget *JsonEditor::mainWidget()
{
    return m_text;
}

void JsonEditor::take()
{
    if (m_refreshing)
        return;
    const QString text = m_text->toPlainText().trimmed();
    if (text.isEmpty()) {
        commit(QJsonValue(QJsonValue::Undefined));
        model().setUnreadable(pointer(), {});
        return;
    }
    const auto parsed = parseJson(text.toUtf8());
    if (!parsed) {
        model().setUnreadable(pointer(), tr("This is not JSON yet: %1.").arg(parsed.error()));
        return;
    }
    if (pointer().isEmpty() && !parsed->isObject()) {
        model().setUnreadable(pointer(), tr("The input as a whole must be an object: {…}."));
        return;
    }
    model().setUnreadable(pointer(), {});
    commit(*parsed);
}

void JsonEditor::refresh()
{
    const QScopedValueRollback<bool> refreshing(m_refreshing, true);
    m_text->setPlainText(indented(value()));
}

} // namespace peregrine
