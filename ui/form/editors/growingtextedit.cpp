#include "ui/form/editors/growingtextedit.h"

#include <QAbstractTextDocumentLayout>
#include <QMimeData>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextLayout>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

/// A prompt is words, not a book pasted by mistake; more would only make the window slow.
constexpr qsizetype mostPasted = 200'000;
/// Until the height is that of the lines.
constexpr int mostPasses = 3;

} // namespace

GrowingTextEdit::GrowingTextEdit(int leastLines, int mostLines, QWidget *parent)
    : QPlainTextEdit(parent)
    , m_leastLines(leastLines)
    , m_mostLines(mostLines)
{
    // How wide a text area's frame is the style can tell only now that this is one.
    setFrameStyle(frameStyle());
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

int GrowingTextEdit::lines() const
{
    // The layout breaks only those paragraphs into lines that it was asked for.
    const QAbstractTextDocumentLayout *layout = document()->documentLayout();
    int count = 0;
    for (QTextBlock block = document()->begin(); block.isValid() && count <= m_mostLines;
         block = block.next()) {
        (void)layout->blockBoundingRect(block);
        count += std::max(1, block.layout()->lineCount());
    }
    return count;
}

void GrowingTextEdit::fit()
{
    // A new height resizes at once, which asks again before the height is wholly set.
    if (m_fitting)
        return;
    const QScopedValueRollback fitting(m_fitting, true);
    // The scroll bar takes room from the lines; without it there may be fewer.
    for (int pass = 0; pass < mostPasses; ++pass) {
        const int count = lines();
        const auto bar = count > m_mostLines ? Qt::ScrollBarAsNeeded : Qt::ScrollBarAlwaysOff;
        const int wanted = heightOf(std::clamp(count, m_leastLines, m_mostLines));
        if (bar == verticalScrollBarPolicy() && wanted == minimumHeight()
            && wanted == maximumHeight())
            return;
        setVerticalScrollBarPolicy(bar);
        setFixedHeight(wanted);
    }
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
