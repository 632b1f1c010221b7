#include "ui/viewer/playbutton.h"

#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace peregrine {

namespace {

constexpr int edge = 64;

} // namespace

PlayButton::PlayButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setAccessibleName(tr("Play"));
    setToolTip(tr("Play"));
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
    setFixedSize(sizeHint());
}

QSize PlayButton::sizeHint() const
{
    return {edge, edge};
}

void PlayButton::paintEvent(QPaintEvent *event)
{
    Q_UNUSED(event)
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF circle = QRectF(rect()).adjusted(2, 2, -2, -2);
    painter.setPen(hasFocus() ? QPen(theme::color(theme::Tone::Accent, palette()), 2)
                              : QPen(Qt::NoPen));
    painter.setBrush(theme::scrim(palette(), underMouse() || isDown() ? 225 : 180));
    painter.drawEllipse(circle);
    // A triangle looks centred when its middle of mass is, a little to the right.
    const QPointF middle = circle.center() + QPointF(edge / 26.0, 0);
    const double size = edge / 6.0;
    QPainterPath triangle(middle + QPointF(-size, -size * 1.2));
    triangle.lineTo(middle + QPointF(size, 0));
    triangle.lineTo(middle + QPointF(-size, size * 1.2));
    triangle.closeSubpath();
    painter.fillPath(triangle, theme::color(theme::Tone::OnScrim, palette()));
}

} // namespace peregrine
