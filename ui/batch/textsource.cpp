#include "ui/batch/textsource.h"

#include "core/batch/valuetext.h"

#include <QFontMetrics>
#include <QPlainTextEdit>
#include <QTextCursor>
#include <QTextDocument>
#include <QVBoxLayout>

#include <utility>

namespace peregrine {

namespace {

bool isNumber(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Integer || spec.kind == FieldKind::Number
        || spec.kind == FieldKind::Seed;
}

} // namespace

TextSource::TextSource(VariableField field, const QString &text, QWidget *parent)
    : AxisSource(parent)
    , m_field(std::move(field))
    , m_text(new QPlainTextEdit(this))
{
    const bool numbers = isNumber(m_field.spec);
    m_text->setObjectName(QStringLiteral("axisTexts"));
    m_text->setAccessibleName(tr("Values of %1").arg(m_field.title));
    m_text->setPlaceholderText(numbers ? tr("Numbers, such as 0.4, 0.6, 0.8")
                                       : tr("One value a line"));
    m_text->setTabChangesFocus(true);
    const int lines = numbers ? 1 : 4;
    const int margins = 2 * static_cast<int>(m_text->document()->documentMargin()) + 10;
    m_text->setFixedHeight(lines * m_text->fontMetrics().lineSpacing() + margins);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    setFocusProxy(m_text);
    // What the form holds is the first value; the next one can be typed at once.
    if (!text.isEmpty())
        m_text->setPlainText(text + (numbers ? QStringLiteral(", ") : QStringLiteral("\n")));
    m_text->moveCursor(QTextCursor::End);
    connect(m_text, &QPlainTextEdit::textChanged, this, &AxisSource::changed);
}

axismaker::Axis TextSource::axis() const
{
    return axismaker::ofTexts(m_field, splitValues(m_field.spec, m_text->toPlainText()));
}

} // namespace peregrine
