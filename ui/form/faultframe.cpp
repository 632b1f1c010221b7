#include "ui/form/faultframe.h"

#include "ui/theme/theme.h"

#include <QPainter>

namespace peregrine {

FaultFrame::FaultFrame(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    hide();
}

void FaultFrame::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme::color(theme::Tone::Danger, palette()), 1.5));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), theme::radiusControl,
                            theme::radiusControl);
}

} // namespace peregrine
