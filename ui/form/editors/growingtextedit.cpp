#include "ui/form/editors/growingtextedit.h"

#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

/// A prompt is words, not a book pasted by mistake; more would only make the window slow.
constexpr qsizetype mostPasted = 200'000;

} // namespace

GrowingTextEdit::GrowingTextEdit(int leastLines, int mostLines, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_leastLines(leastLines)
    , m_mostLines(mostLines)
{
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    connect(this, &QPlainTextEdit::textChanged, this, &GrowingTextEdit::fit);
    fit();
}

int GrowingTextEdit::heightOf(int lines) const
{
    const int margins = static_cast<int>(std::ceil(document()->documentMargin())) * 2;
    return fontMetrics().lineSpacing() * lines + margins + frameWidth() * 2 + 2
        + viewportMargins().top() + viewportMargins().bottom();
}

QSize GrowingTextEdit::sizeHint() const
{
    return {200, heightOf(m_leastLines)};
}

QSize GrowingTextEdit::minimumSizeHint() const
{
    return {80, heightOf(m_leastLines)};
}

void GrowingTextEdit::fit()
{
    // The document of a plain text edit measures its height in lines.
    int lines = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && lines <= m_mostLines;
         block = block.next())
        lines += std::max(1, block.lineCount());
    const int wanted = heightOf(std::clamp(lines, m_leastLines, m_mostLines));
    setVerticalScrollBarPolicy(lines > m_mostLines ? Qt::ScrollBarAsNeeded
                                                   : Qt::ScrollBarAlwaysOff);
    if (wanted != minimumHeight() || wanted != maximumHeight())
        setFixedHeight(wanted);
}

void GrowingTextEdit::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    fit();
}

void GrowingTextEdit::focusOutEvent(QFocusEvent *event)
{
    QPlainTextEdit::focusOutEvent(event);
    Q_EMIT focusLost();
}

void GrowingTextEdit::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fit();
}

void GrowingTextEdit::showEvent(QShowEvent *event)
{
    QPlainTextEdit::showEvent(event);
    fit();
}

void GrowingTextEdit::insertFromMimeData(const QMimeData *source)
{
    if (source->hasText())
        insertPlainText(source->text().left(mostPasted));
}

void GrowingTextEdit::wheelEvent(QWheelEvent *event)
{
    // All of the text is in view: the wheel means the form.
    if (verticalScrollBar()->maximum() == verticalScrollBar()->minimum())
        event->ignore();
    else
        QPlainTextEdit::wheelEvent(event);
}

} // namespace peregrine
