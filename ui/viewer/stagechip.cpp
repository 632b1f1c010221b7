#include "ui/viewer/stagechip.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace peregrine {

StageChip::StageChip(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    QFont small = font();
    small.setPointSizeF(small.pointSizeF() * 0.92);
    setFont(small);
}

void StageChip::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    resize(sizeHint());
    update();
}

QSize StageChip::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(m_text) + 2 * theme::space3,
            fontMetrics().height() + 2 * theme::space1};
}

void StageChip::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    // It lies on pictures of any colour: its own dark ground keeps it legible on all of them.
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme::scrim(palette(), 205));
    const double radius = height() / 2.0;
    painter.drawRoundedRect(rect(), radius, radius);
    painter.setPen(theme::color(theme::Tone::OnScrim, palette()));
    painter.drawText(rect(), Qt::AlignCenter,
                     fontMetrics().elidedText(m_text, Qt::ElideRight, width() - 2 * theme::space2));
}

} // namespace peregrine
