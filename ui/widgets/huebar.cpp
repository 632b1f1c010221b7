#include "ui/widgets/huebar.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>

namespace peregrine {

namespace {

constexpr float degrees = 360;
/// One turn short of the first hue again.
constexpr float mostHue = 359.0F / degrees;

} // namespace

HueBar::HueBar(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Hue"));
}

void HueBar::setHue(float hue)
{
    m_hue = hue;
    update();
}

void HueBar::pick(float hue)
{
    m_hue = std::clamp(hue, 0.0F, mostHue);
    update();
    Q_EMIT picked(m_hue);
}

void HueBar::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        pick(static_cast<float>(event->position().x() / std::max(1, width() - 1)));
}

void HueBar::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        pick(static_cast<float>(event->position().x() / std::max(1, width() - 1)));
}

void HueBar::keyPressEvent(QKeyEvent *event)
{
    const float step = (event->modifiers().testFlag(Qt::ShiftModifier) ? 10.0F : 1.0F) / degrees;
    if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Down)
        pick(m_hue - step);
    else if (event->key() == Qt::Key_Right || event->key() == Qt::Key_Up)
        pick(m_hue + step);
    else
        QWidget::keyPressEvent(event);
}

void HueBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient hues(0, 0, width(), 0);
    constexpr int stops = 6;
    for (int i = 0; i <= stops; ++i)
        hues.setColorAt(double(i) / stops,
                        QColor::fromHsvF(std::min(mostHue, float(i) / float(stops)), 1, 1));
    const QRectF bar = QRectF(rect()).adjusted(0, 3, 0, -3);
    painter.setBrush(hues);
    painter.setPen(hasFocus() ? QPen(theme::color(theme::Tone::Accent, palette()), 2)
                              : QPen(Qt::NoPen));
    painter.drawRoundedRect(bar, bar.height() / 2, bar.height() / 2);
    const double radius = height() / 2.0 - 1.5;
    const QPointF at(std::clamp(double(m_hue) * width(), radius + 1.5, width() - radius - 1.5),
                     height() / 2.0);
    painter.setBrush(QColor::fromHsvF(m_hue, 1, 1));
    painter.setPen(QPen(Qt::black, 3));
    painter.drawEllipse(at, radius, radius);
    painter.setPen(QPen(Qt::white, 1.5));
    painter.drawEllipse(at, radius, radius);
}

} // namespace peregrine
