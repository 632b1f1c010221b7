#pragma once

#include <QImage>
#include <QVideoFrame>
#include <QVideoSink>
#include <QWidget>

namespace peregrine {

/// Paints the frames of a video on the stage's grey, with a poster before the first. An ordinary
/// widget, other than QVideoWidget: others can lie over it, and it can be grabbed.
class VideoSurface : public QWidget
{
    Q_OBJECT

public:
    explicit VideoSurface(QWidget *parent = nullptr);

    [[nodiscard]] QVideoSink *sink() { return &m_sink; }
    /// Shown until a frame comes, as large as `videoSize` fits.
    void setPoster(const QImage &poster, const QSize &videoSize);
    [[nodiscard]] bool hasFrame() const { return m_frame.isValid(); }
    void clear();

Q_SIGNALS:
    void clicked();
    void dragRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    [[nodiscard]] QRect placeOf(const QSize &pixels) const;

    QVideoSink m_sink;
    QVideoFrame m_frame;
    QImage m_poster;
    QSize m_videoSize;
    QPointF m_pressedAt;
    bool m_pressed = false;
};

} // namespace peregrine
