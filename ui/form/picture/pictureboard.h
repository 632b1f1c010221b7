#pragma once

#include "ui/widgets/picturetransform.h"

#include <QImage>
#include <QWidget>

#include <optional>

namespace peregrine {

/// A picture to draw on or to point at, with zoom and pan; what lies over it is its subclass's.
/// Places are in pixels of the picture, fractions allowed. By keyboard the arrows move a cross over
/// the picture (Shift: by one pixel) and Space is the mouse's button; the wheel zooms, the middle
/// button and Ctrl with the arrows pan.
class PictureBoard : public QWidget
{
    Q_OBJECT

public:
    explicit PictureBoard(QWidget *parent = nullptr);

    /// `pixels` is the size that places are in; the picture on show may be smaller.
    void setPicture(const QImage &picture, const QSize &pixels);
    [[nodiscard]] const QSize &pixels() const { return m_pixels; }
    void zoomIn();
    void zoomOut();
    void fit();

protected:
    enum class Button { Main, Other };

    virtual void paintOver(QPainter &painter) = 0;
    /// pressure: 0 to 1; 1 without a tablet.
    virtual void pressAt(const QPointF &place, Button button, double pressure) = 0;
    /// Between pressAt and releaseAt.
    virtual void dragTo(const QPointF &place, double pressure) = 0;
    virtual void releaseAt(const QPointF &place) = 0;
    /// The pointer moved without a button, or left (nothing).
    virtual void hoverAt(std::optional<QPointF> place);

    [[nodiscard]] QPointF toView(const QPointF &place) const;
    [[nodiscard]] QPointF toPlace(const QPointF &view) const;
    /// Pixels of the view that one of the picture takes.
    [[nodiscard]] double scale() const;
    /// The picture's place in the view.
    [[nodiscard]] QRectF pictureRect() const { return m_transform.rect(); }
    [[nodiscard]] bool isPressed() const { return m_pressed; }

    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void tabletEvent(QTabletEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    void moveCross(const QPointF &step);
    void press(const QPointF &place, Button button, double pressure);
    void release(const QPointF &place);
    void zoomBy(double factor, const QPointF &anchor);

    QImage m_picture;
    QSize m_pixels;
    PictureTransform m_transform;
    /// Where the keyboard points; nothing while the mouse does.
    std::optional<QPointF> m_cross;
    QPointF m_lastMouse;
    QPointF m_lastPlace;
    bool m_pressed = false;
    bool m_panning = false;
};

} // namespace peregrine
