#include "ui/form/editors/longtexteditor.h"

#include "ui/form/editors/editorwords.h"
#include "ui/form/editors/growingtextedit.h"
#include "ui/form/editors/lengthlabel.h"
#include "ui/form/formcontext.h"

#include <QScopedValueRollback>
#include <QVBoxLayout>

namespace peregrine {

LongTextEditor::LongTextEditor(const FieldSpec &fieldSpec, const QString &fieldPointer,
                               FormContext &formContext, QWidget *parent)
    : FieldEditor(fieldSpec, fieldPointer, formContext, parent)
    , m_text(
          new GrowingTextEdit(fieldSpec.meaning == FieldMeaning::NegativePrompt ? 2 : 4, 14, this))
{
    m_text->setPlaceholderText(exampleText(fieldSpec));
    formContext.watchText(m_text);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(m_text);
    if (fieldSpec.maxLength > 0) {
        m_count = new LengthLabel(fieldSpec.maxLength, this);
        layout->addWidget(m_count, 0, Qt::AlignRight);
        connect(m_text, &QPlainTextEdit::textChanged, m_count,
                [this] { m_count->setText(m_text->toPlainText()); });
    }
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (m_refreshing)
            return;
        const QString text = m_text->toPlainText();
        commit(text.isEmpty() && spec().defaultValue.isUndefined()
                   ? QJsonValue(QJsonValue::Undefined)
                   : QJsonValue(text));
    });
    ready();
}

QWidget *LongTextEditor::mainWidget()
{
    return m_text;
}

void LongTextEditor::refresh()
{
    const QString text = value().toString();
    if (m_text->toPlainText() == text)
        return;
    const QScopedValueRollback<bool> refreshing(m_refreshing, true);
    m_text->setPlainText(text);
    if (m_text->hasFocus())
        m_text->moveCursor(QTextCursor::End);
}

} // namespace peregrine
