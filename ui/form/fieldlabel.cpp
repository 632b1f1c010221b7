#include "ui/form/fieldlabel.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace peregrine {

FieldLabel::FieldLabel(const QString &title, bool required, QWidget *parent)
    : QLabel(title, parent)
    , m_required(required)
{
    QFont strong = font();
    strong.setWeight(QFont::Medium);
    setFont(strong);
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

int FieldLabel::markWidth() const
{
    return m_required ? fontMetrics().horizontalAdvance(QStringLiteral(" *")) + 1 : 0;
}

QSize FieldLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + markWidth() + 2, fontMetrics().height() + 2};
}

QSize FieldLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), 60), sizeHint().height()};
}

void FieldLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(
        palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, QPalette::WindowText));
    const QFontMetrics metrics = fontMetrics();
    const QString shown =
        metrics.elidedText(text(), Qt::ElideRight, std::max(0, width() - markWidth()));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeading, shown);
    if (!m_required)
        return;
    painter.setPen(theme::color(theme::Tone::Danger, palette()));
    const int end = metrics.horizontalAdvance(shown + u' ');
    const QRect mark =
        isRightToLeft() ? rect().adjusted(0, 0, -end, 0) : rect().adjusted(end, 0, 0, 0);
    painter.drawText(mark, Qt::AlignVCenter | Qt::AlignLeading, QStringLiteral("*"));
}

void FieldLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    setToolTip(width() < sizeHint().width() ? text() : QString());
}

} // namespace peregrine
