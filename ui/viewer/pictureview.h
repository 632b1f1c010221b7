#pragma once

#include "core/jobs/asset.h"
#include "ui/viewer/picturelevels.h"
#include "ui/widgets/picturetransform.h"

#include <QThreadPool>
#include <QWidget>

namespace peregrine {

class Thumbnailer;

/// One picture on the stage's grey, with zoom and pan. The thumbnail comes first, the whole
/// picture follows; both are decoded off the interface's thread.
class PictureView : public QWidget
{
    Q_OBJECT

public:
    /// The thumbnailer must outlive it.
    explicit PictureView(Thumbnailer &thumbnailer, QWidget *parent = nullptr);
    ~PictureView() override;

    void load(const Asset &asset);
    void clear();
    /// The whole picture is there, not only its thumbnail.
    [[nodiscard]] bool isComplete() const { return m_complete; }

    void fit();
    /// As fit(), and small pictures are enlarged.
    void fill();
    void actualSize();
    void zoomIn();
    void zoomOut();
    /// 1 is one pixel of the picture on one of the screen.
    [[nodiscard]] double scale() const { return m_transform.scale(); }
    [[nodiscard]] bool isFitted() const
    {
        return m_transform.mode() != PictureTransform::Mode::Free;
    }
    /// Pixels of the picture; invalid while nothing is known.
    [[nodiscard]] QSize pictureSize() const { return m_fullSize; }

Q_SIGNALS:
    void zoomChanged();
    /// Whole picture on screen.
    void completed();
    /// It cannot be shown: the reason, for people.
    void failed(const QString &message);
    /// Pulled out of the view while there is nothing to pan.
    void dragRequested();

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void setLevels(const PictureLevels &levels, const QSize &fullSize);
    void takePicture(const QImage &picture, quint64 question);
    void zoomBy(double factor, const QPointF &anchor);
    void announceZoom();
    void updateCursor();

    Thumbnailer &m_thumbnailer;
    QThreadPool m_pool;
    PictureLevels m_levels;
    QSize m_fullSize;
    PictureTransform m_transform;
    quint64 m_question = 0;
    bool m_complete = false;
    bool m_spaceHeld = false;
    bool m_panning = false;
    QPointF m_lastMouse;
    QPointF m_pressedAt;
};

} // namespace peregrine
