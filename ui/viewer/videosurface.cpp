#include "ui/viewer/videosurface.h"

#include "ui/theme/theme.h"

#include <QApplication>
#include <QMouseEvent>
#include <QPainter>
#include <QStyle>

namespace peregrine {

VideoSurface::VideoSurface(QWidget *parent)
    : QWidget(parent)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Video"));
    setMinimumSize(160, 90);
    connect(&m_sink, &QVideoSink::videoFrameChanged, this, [this](const QVideoFrame &frame) {
        // The end of a video comes as an invalid frame; the last picture stays.
        if (!frame.isValid())
            return;
        m_frame = frame;
        update();
    });
}

void VideoSurface::setPoster(const QImage &poster, const QSize &videoSize)
{
    m_poster = poster;
    m_videoSize = videoSize.isEmpty() ? poster.size() : videoSize;
    update();
}

void VideoSurface::clear()
{
    m_frame = {};
    m_poster = {};
    m_videoSize = {};
    update();
}

QRect VideoSurface::placeOf(const QSize &pixels) const
{
    QSize fitted = (QSizeF(pixels) / devicePixelRatioF()).toSize();
    if (fitted.width() > width() || fitted.height() > height())
        fitted.scale(size(), Qt::KeepAspectRatio);
    return QStyle::alignedRect(Qt::LeftToRight, Qt::AlignCenter, fitted, rect());
}

void VideoSurface::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    painter.fillRect(event->rect(), theme::color(theme::Tone::Stage, palette()));
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    if (m_frame.isValid()) {
        QVideoFrame::PaintOptions options;
        options.backgroundColor = theme::color(theme::Tone::Stage, palette());
        m_frame.paint(&painter, placeOf(m_frame.size()), options);
    } else if (!m_poster.isNull()) {
        painter.drawImage(placeOf(m_videoSize), m_poster);
    }
}

void VideoSurface::mousePressEvent(QMouseEvent *event)
{
    m_pressed = event->button() == Qt::LeftButton;
    m_pressedAt = event->position();
}

void VideoSurface::mouseMoveEvent(QMouseEvent *event)
{
    if (!m_pressed
        || (event->position() - m_pressedAt).manhattanLength() < QApplication::startDragDistance())
        return;
    m_pressed = false;
    Q_EMIT dragRequested();
}

void VideoSurface::mouseReleaseEvent(QMouseEvent *event)
{
    Q_UNUSED(event)
    if (std::exchange(m_pressed, false))
        Q_EMIT clicked();
}

} // namespace peregrine
