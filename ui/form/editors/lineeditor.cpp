#include "ui/form/editors/lineeditor.h"

#include "ui/form/editors/editorwords.h"
#include "ui/form/formcontext.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace peregrine {

LineEditor::LineEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                       FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_line(new QLineEdit(this))
{
    m_line->setPlaceholderText(exampleText(fieldSpec));
    m_line->setMinimumWidth(60);
    formContext.watchComposition(m_line);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_line);
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString &text) {
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
    const QSignalBlocker quiet(m_line);
    m_line->setText(text);
    m_line->setCursorPosition(0);
}

} // namespace peregrine
