#include "ui/widgets/colorplane.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace peregrine {

namespace {

constexpr qreal markRadius = 6;

} // namespace

ColorPlane::ColorPlane(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    setMinimumSize(120, 90);
    setAccessibleName(tr("Saturation and brightness"));
    setAccessibleDescription(tr("Left and right change the saturation, up and down the "
                                "brightness."));
}

void ColorPlane::setColor(float hue, float saturation, float value)
{
    if (hue != m_hue)
        m_shades = {};
    m_hue = hue;
    m_saturation = saturation;
    m_value = value;
    update();
}

void ColorPlane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_shades = {};
}

void ColorPlane::pick(float saturation, float value)
{
    m_saturation = std::clamp(saturation, 0.0F, 1.0F);
    m_value = std::clamp(value, 0.0F, 1.0F);
    update();
    Q_EMIT picked(m_saturation, m_value);
}

void ColorPlane::pickAt(const QPointF &place)
{
    pick(static_cast<float>(place.x() / std::max(1, width() - 1)),
         1 - static_cast<float>(place.y() / std::max(1, height() - 1)));
}

void ColorPlane::mousePressEvent(QMouseEvent *event)
{
    if (event->button() == Qt::LeftButton)
        pickAt(event->position());
}

void ColorPlane::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons().testFlag(Qt::LeftButton))
        pickAt(event->position());
}

void ColorPlane::keyPressEvent(QKeyEvent *event)
{
    const float step = event->modifiers().testFlag(Qt::ShiftModifier) ? 0.1F : 0.01F;
    switch (event->key()) {
    case Qt::Key_Left:
        pick(m_saturation - step, m_value);
        break;
    case Qt::Key_Right:
        pick(m_saturation + step, m_value);
        break;
    case Qt::Key_Up:
        pick(m_saturation, m_value + step);
        break;
    case Qt::Key_Down:
        pick(m_saturation, m_value - step);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

void ColorPlane::paintEvent(QPaintEvent *)
{
    if (m_shades.isNull()) {
        // White to the hue, and black over both from below.
        m_shades = QImage(size(), QImage::Format_ARGB32_Premultiplied);
        QPainter shade(&m_shades);
        QLinearGradient across(0, 0, width(), 0);
        across.setColorAt(0, Qt::white);
        across.setColorAt(1, QColor::fromHsvF(m_hue, 1, 1));
        shade.fillRect(rect(), across);
        QLinearGradient down(0, 0, 0, height());
        down.setColorAt(0, QColor(0, 0, 0, 0));
        down.setColorAt(1, Qt::black);
        shade.fillRect(rect(), down);
    }
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(QRectF(rect()), theme::radiusControl, theme::radiusControl);
    painter.setClipPath(outline);
    painter.drawImage(0, 0, m_shades);
    painter.setClipping(false);
    if (hasFocus()) {
        painter.setPen(QPen(theme::color(theme::Tone::Accent, palette()), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), theme::radiusControl,
                                theme::radiusControl);
    }
    const QPointF at(double(m_saturation) * (width() - 1), (1 - double(m_value)) * (height() - 1));
    painter.setBrush(QColor::fromHsvF(m_hue, m_saturation, m_value));
    painter.setPen(QPen(Qt::black, 3));
    painter.drawEllipse(at, markRadius, markRadius);
    painter.setPen(QPen(Qt::white, 1.5));
    painter.drawEllipse(at, markRadius, markRadius);
}

} // namespace peregrine
