#include "ui/form/picture/pictureboard.h"

#include "ui/theme/theme.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QTabletEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

constexpr double zoomStep = 1.25;
constexpr double panStep = 64;
/// Pixels of the view that one press of an arrow moves the cross.
constexpr double crossStep = 12;
constexpr double crossArm = 9;

QPointF arrowOf(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return {-1, 0};
    case Qt::Key_Right:
        return {1, 0};
    case Qt::Key_Up:
        return {0, -1};
    case Qt::Key_Down:
        return {0, 1};
    default:
        return {};
    }
}

} // namespace

PictureBoard::PictureBoard(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMinimumSize(240, 180);
    setCursor(Qt::CrossCursor);
}

void PictureBoard::setPicture(const QImage &picture, const QSize &pixels)
{
    m_picture = picture;
    m_pixels = pixels;
    m_transform.setPicture(QSizeF(pixels) / devicePixelRatioF());
    m_transform.fit();
    update();
}

void PictureBoard::zoomIn()
{
    zoomBy(zoomStep, m_transform.center());
}

void PictureBoard::zoomOut()
{
    zoomBy(1 / zoomStep, m_transform.center());
}

void PictureBoard::fit()
{
    m_transform.fill();
    update();
}

void PictureBoard::zoomBy(double factor, const QPointF &anchor)
{
    m_transform.zoomBy(factor, anchor);
    update();
}

void PictureBoard::hoverAt(std::optional<QPointF> place)
{
    Q_UNUSED(place)
}

double PictureBoard::scale() const
{
    return m_pixels.isEmpty() ? 1 : m_transform.rect().width() / m_pixels.width();
}

QPointF PictureBoard::toView(const QPointF &place) const
{
    return m_transform.rect().topLeft() + place * scale();
}

QPointF PictureBoard::toPlace(const QPointF &view) const
{
    return (view - m_transform.rect().topLeft()) / scale();
}

bool PictureBoard::event(QEvent *event)
{
    // These keys work here; no shortcut of the window takes them.
    if (event->type() == QEvent::ShortcutOverride) {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Space || !arrowOf(key->key()).isNull()) {
            event->accept();
            return true;
        }
    }
    return QWidget::event(event);
}

void PictureBoard::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), theme::color(theme::Tone::Stage, palette()));
    if (m_picture.isNull())
        return;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, scale() < 2);
    painter.drawImage(m_transform.rect(), m_picture);
    painter.setRenderHint(QPainter::Antialiasing);
    paintOver(painter);
    if (!m_cross || !hasFocus())
        return;
    const QPointF at = toView(*m_cross);
    for (const auto &[colour, width] : {std::pair(Qt::black, 4.0), std::pair(Qt::white, 2.0)}) {
        painter.setPen(QPen(colour, width));
        painter.drawLine(at - QPointF(crossArm, 0), at + QPointF(crossArm, 0));
        painter.drawLine(at - QPointF(0, crossArm), at + QPointF(0, crossArm));
    }
}

void PictureBoard::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_transform.setView(QSizeF(size()));
    if (m_transform.mode() != PictureTransform::Mode::Free)
        m_transform.fill();
}

void PictureBoard::wheelEvent(QWheelEvent *event)
{
    constexpr double notch = 120;
    zoomBy(std::pow(zoomStep, event->angleDelta().y() / notch), event->position());
    event->accept();
}

void PictureBoard::press(const QPointF &place, Button button, double pressure)
{
    if (m_picture.isNull())
        return;
    m_pressed = true;
    m_lastPlace = place;
    pressAt(place, button, pressure);
    update();
}

void PictureBoard::release(const QPointF &place)
{
    if (!std::exchange(m_pressed, false))
        return;
    releaseAt(place);
    update();
}

void PictureBoard::mousePressEvent(QMouseEvent *event)
{
    m_cross.reset();
    m_lastMouse = event->position();
    if (event->button() == Qt::MiddleButton) {
        m_panning = true;
        setCursor(Qt::ClosedHandCursor);
    } else if (!m_pressed) {
        press(toPlace(event->position()),
              event->button() == Qt::LeftButton ? Button::Main : Button::Other, 1);
    }
}

void PictureBoard::mouseMoveEvent(QMouseEvent *event)
{
    const QPointF moved = event->position() - std::exchange(m_lastMouse, event->position());
    m_lastPlace = toPlace(event->position());
    if (m_panning) {
        m_transform.panBy(moved);
    } else if (m_pressed) {
        dragTo(m_lastPlace, 1);
    } else {
        m_cross.reset();
        hoverAt(m_lastPlace);
    }
    update();
}

void PictureBoard::mouseReleaseEvent(QMouseEvent *event)
{
    if (event->button() == Qt::MiddleButton) {
        m_panning = false;
        setCursor(Qt::CrossCursor);
    } else {
        release(toPlace(event->position()));
    }
}

void PictureBoard::tabletEvent(QTabletEvent *event)
{
    m_cross.reset();
    m_lastPlace = toPlace(event->position());
    if (event->type() == QEvent::TabletPress && event->button() == Qt::LeftButton)
        press(m_lastPlace, Button::Main, event->pressure());
    else if (event->type() == QEvent::TabletMove && m_pressed)
        dragTo(m_lastPlace, event->pressure());
    else if (event->type() == QEvent::TabletMove)
        hoverAt(m_lastPlace);
    else if (event->type() == QEvent::TabletRelease)
        release(m_lastPlace);
    update();
    event->accept();
}

void PictureBoard::leaveEvent(QEvent *event)
{
    QWidget::leaveEvent(event);
    hoverAt(std::nullopt);
    update();
}

void PictureBoard::moveCross(const QPointF &step)
{
    QPointF at = m_cross.value_or(QRectF(QPointF(), QSizeF(m_pixels)).center()) + step;
    at.setX(std::clamp(at.x(), 0.0, double(m_pixels.width())));
    at.setY(std::clamp(at.y(), 0.0, double(m_pixels.height())));
    m_cross = m_lastPlace = at;
    if (m_pressed)
        dragTo(at, 1);
    else
        hoverAt(at);
    update();
}

void PictureBoard::keyPressEvent(QKeyEvent *event)
{
    const QPointF arrow = arrowOf(event->key());
    if (m_picture.isNull()) {
        event->ignore();
    } else if (!arrow.isNull() && event->modifiers().testFlag(Qt::ControlModifier)) {
        m_transform.panBy(-panStep * arrow);
        update();
    } else if (!arrow.isNull()) {
        const bool fine = event->modifiers().testFlag(Qt::ShiftModifier);
        moveCross(fine ? arrow : arrow * std::max(1.0, crossStep / scale()));
    } else if (event->key() == Qt::Key_Space) {
        if (!event->isAutoRepeat() && !m_pressed) {
            moveCross({});
            press(*m_cross,
                  event->modifiers().testFlag(Qt::ShiftModifier) ? Button::Other : Button::Main, 1);
        }
    } else if (event->key() == Qt::Key_Plus || event->key() == Qt::Key_Equal) {
        zoomIn();
    } else if (event->key() == Qt::Key_Minus) {
        zoomOut();
    } else if (event->key() == Qt::Key_0) {
        fit();
    } else {
        event->ignore();
    }
}

void PictureBoard::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat())
        release(m_lastPlace);
    else
        QWidget::keyReleaseEvent(event);
}

void PictureBoard::focusOutEvent(QFocusEvent *event)
{
    release(m_lastPlace);
    QWidget::focusOutEvent(event);
}

} // namespace peregrine
