#include "ui/viewer/pictureview.h"

#include "core/base/async.h"
#include "core/media/thumbnailer.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QGestureEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QNativeGestureEvent>
#include <QPainter>
#include <QPinchGesture>
#include <QWheelEvent>
#include <QtConcurrentRun>

#include <cmath>

namespace peregrine {

namespace {

constexpr double zoomStep = 1.25;
constexpr int panStep = 64;
constexpr int boardSquare = 8;

/// Two quiet greys behind transparent parts.
QBrush transparencyBoard(bool dark)
{
    QPixmap tile(2 * boardSquare, 2 * boardSquare);
    tile.fill(dark ? QColor(70, 70, 70) : QColor(255, 255, 255));
    QPainter painter(&tile);
    const QColor other = dark ? QColor(90, 90, 90) : QColor(224, 224, 224);
    painter.fillRect(0, 0, boardSquare, boardSquare, other);
    painter.fillRect(boardSquare, boardSquare, boardSquare, boardSquare, other);
    return QBrush(tile);
}

} // namespace

PictureView::PictureView(Thumbnailer &thumbnailer, QWidget *parent)
    : QWidget(parent)
    , m_thumbnailer(thumbnailer)
{
    m_pool.setMaxThreadCount(1);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Picture"));
    setAttribute(Qt::WA_OpaquePaintEvent);
    grabGesture(Qt::PinchGesture);
    setMinimumSize(160, 120);
}

PictureView::~PictureView()
{
    m_pool.clear();
    m_pool.waitForDone();
}

void PictureView::load(const Asset &asset)
{
    const quint64 question = ++m_question;
    m_complete = false;
    m_levels = {};
    m_fullSize = asset.size;
    if (!asset.title.isEmpty())
        setAccessibleDescription(asset.title.left(500));
    update();

    whenDone(this, m_thumbnailer.thumbnail(asset.path, asset.kind),
             [this, question, known = asset.size](const LoadedImage &image) {
                 if (question != m_question || m_complete || !image || image->isNull())
                     return;
                 setLevels({{*image}}, known.isEmpty() ? image->size() : known);
             });
    whenDone(this, m_thumbnailer.picture(asset.path), [this, question](const LoadedImage &image) {
        if (question != m_question)
            return;
        if (!image) {
            Q_EMIT failed(image.error().message);
            return;
        }
        takePicture(*image, question);
    });
}

void PictureView::takePicture(const QImage &picture, quint64 question)
{
    whenDone(this, QtConcurrent::run(&m_pool, makePictureLevels, picture),
             [this, question](const PictureLevels &levels) {
                 if (question != m_question)
                     return;
                 if (levels.isEmpty()) {
                     Q_EMIT failed(tr("There is not enough memory for this picture."));
                     return;
                 }
                 m_complete = true;
                 setLevels(levels, levels.size());
                 Q_EMIT completed();
             });
}

void PictureView::clear()
{
    ++m_question;
    m_levels = {};
    m_fullSize = {};
    m_complete = false;
    update();
}

void PictureView::setLevels(const PictureLevels &levels, const QSize &fullSize)
{
    m_levels = levels;
    m_fullSize = fullSize;
    // One pixel of the picture on one of the screen is 100 %, whatever the screen's scale.
    m_transform.setPicture(QSizeF(fullSize) / devicePixelRatioF());
    announceZoom();
}

void PictureView::fit()
{
    m_transform.fit();
    announceZoom();
}

void PictureView::fill()
{
    m_transform.fill();
    announceZoom();
}

void PictureView::actualSize()
{
    m_transform.zoomTo(1, m_transform.center());
    announceZoom();
}

void PictureView::zoomIn()
{
    zoomBy(zoomStep, m_transform.center());
}

void PictureView::zoomOut()
{
    zoomBy(1 / zoomStep, m_transform.center());
}

void PictureView::zoomBy(double factor, const QPointF &anchor)
{
    m_transform.zoomBy(factor, anchor);
    announceZoom();
}

void PictureView::announceZoom()
{
    updateCursor();
    update();
    Q_EMIT zoomChanged();
}

void PictureView::updateCursor()
{
    if (m_panning)
        setCursor(Qt::ClosedHandCursor);
    else if (m_transform.canPan() || m_spaceHeld)
        setCursor(Qt::OpenHandCursor);
    else
        unsetCursor();
}

bool PictureView::event(QEvent *event)
{
    if (event->type() == QEvent::Gesture) {
        const auto *gestures = static_cast<QGestureEvent *>(event);
        if (const auto *pinch =
                qobject_cast<QPinchGesture *>(gestures->gesture(Qt::PinchGesture))) {
            zoomBy(pinch->scaleFactor(), mapFromGlobal(pinch->hotSpot()));
            return true;
        }
    } else if (event->type() == QEvent::NativeGesture) {
        const auto *gesture = static_cast<QNativeGestureEvent *>(event);
        if (gesture->gestureType() == Qt::ZoomNativeGesture) {
            zoomBy(1 + gesture->value(), gesture->position());
            return true;
        }
    }
    return QWidget::event(event);
}

void PictureView::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), theme::color(theme::Tone::Stage, palette()));
    if (m_levels.isEmpty())
        return;
    const QRectF place = m_transform.rect();
    const QRectF seen = place.intersected(QRectF(rect()));
    if (seen.isEmpty())
        return;
    // How many pixels of the screen one pixel of the full picture gets.
    const double scale = m_transform.scale();
    const QImage &image = m_complete ? m_levels.levelFor(scale) : m_levels.images.constFirst();
    if (image.hasAlphaChannel())
        painter.fillRect(seen, transparencyBoard(theme::isDark(palette())));
    // Enlarged twice and more, people want to see the pixels.
    painter.setRenderHint(QPainter::SmoothPixmapTransform, !m_complete || scale < 2);
    const double xRatio = image.width() / place.width();
    const double yRatio = image.height() / place.height();
    const QRectF source((seen.x() - place.x()) * xRatio, (seen.y() - place.y()) * yRatio,
                        seen.width() * xRatio, seen.height() * yRatio);
    painter.drawImage(seen, image, source);
}

void PictureView::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_transform.setView(QSizeF(size()));
    announceZoom();
}

void PictureView::wheelEvent(QWheelEvent *event)
{
    constexpr double notch = 120;
    const double steps = event->angleDelta().y() / notch;
    if (steps == 0) {
        event->ignore();
        return;
    }
    zoomBy(std::pow(zoomStep, steps), event->position());
    event->accept();
}

void PictureView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton && event->button() != Qt::MiddleButton) {
        QWidget::mousePressEvent(event);
        return;
    }
    m_pressedAt = m_lastMouse = event->position();
    m_panning = m_transform.canPan();
    updateCursor();
}

void PictureView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_panning) {
        m_transform.panBy(event->position() - m_lastMouse);
        m_lastMouse = event->position();
        announceZoom();
        return;
    }
    if (!m_spaceHeld && event->buttons().testFlag(Qt::LeftButton)
        && (event->position() - m_pressedAt).manhattanLength() >= QApplication::startDragDistance())
        Q_EMIT dragRequested();
}

void PictureView::mouseReleaseEvent(QMouseEvent *event)
{
    Q_UNUSED(event)
    m_panning = false;
    updateCursor();
}

void PictureView::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_panning = false;
    if (isFitted())
        m_transform.zoomTo(1, event->position());
    else
        m_transform.fit();
    announceZoom();
}

void PictureView::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceHeld = true;
        updateCursor();
        return;
    }
    if (!m_transform.canPan()) {
        event->ignore();
        return;
    }
    switch (event->key()) {
    case Qt::Key_Left:
        m_transform.panBy({panStep, 0});
        break;
    case Qt::Key_Right:
        m_transform.panBy({-panStep, 0});
        break;
    case Qt::Key_Up:
        m_transform.panBy({0, panStep});
        break;
    case Qt::Key_Down:
        m_transform.panBy({0, -panStep});
        break;
    default:
        event->ignore();
        return;
    }
    announceZoom();
}

void PictureView::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && !event->isAutoRepeat()) {
        m_spaceHeld = false;
        updateCursor();
        return;
    }
    QWidget::keyReleaseEvent(event);
}

void PictureView::focusOutEvent(QFocusEvent *event)
{
    m_spaceHeld = false;
    updateCursor();
    QWidget::focusOutEvent(event);
}

} // namespace peregrine
