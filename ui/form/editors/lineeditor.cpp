#include "ui/form/editors/lineeditor.h"

#include "ui/form/editors/editorwords.h"
#include "ui/form/editors/lengthlabel.h"
#include "ui/form/formcontext.h"

#include <QLineEdit>
#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace peregrine {

LineEditor::LineEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                       FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_line(new QLineEdit(this))
{
    m_line->setPlaceholderText(exampleText(fieldSpec));
    m_line->setMinimumWidth(60);
    formContext.watchText(m_line);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_line);
    if (fieldSpec.maxLength > 0) {
        auto *count = new LengthLabel(fieldSpec.maxLength, this);
        layout->addWidget(count, 0, Qt::AlignRight);
        connect(m_line, &QLineEdit::textChanged, count, &LengthLabel::setText);
    }
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (m_refreshing)
            return;
        commit(text.isEmpty() && spec().defaultValue.isUndefined()
                   ? QJsonValue(QJsonValue::Undefined)
                   : QJsonValue(text));
    });
    ready();
}

QWidget *LineEditor::mainWidget()
{
    return m_line;
}

void LineEditor::refresh()
{
    const QString text = value().toString();
    if (m_line->text() == text)
        return;
    const QScopedValueRollback<bool> refreshing(m_refreshing, true);
    m_line->setText(text);
    if (!m_line->hasFocus())
        m_line->setCursorPosition(0);
}

} // namespace peregrine
