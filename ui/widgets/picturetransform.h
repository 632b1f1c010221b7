#pragma once

#include <QPointF>
#include <QRectF>
#include <QSizeF>

namespace peregrine {

/// Where a picture lies in a view: zoom and pan as numbers, without a widget. Lengths are device
/// independent pixels of the view; the picture's size is given in them as it is at 100 %.
class PictureTransform
{
public:
    enum class Mode {
        Fit, ///< all of it is seen, never enlarged
        Fill, ///< all of it is seen, small ones enlarged
        Free, ///< as zoomed and panned
    };

    static constexpr double maxScale = 32;

    void setView(const QSizeF &view);
    /// Keeps the mode; Free starts from Fit again unless the size stays the same.
    void setPicture(const QSizeF &picture);
    [[nodiscard]] const QSizeF &picture() const { return m_picture; }

    /// 1 is 100 %.
    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] Mode mode() const { return m_mode; }
    /// The picture's place in the view.
    [[nodiscard]] QRectF rect() const;
    /// Part of the picture is outside of the view.
    [[nodiscard]] bool canPan() const;

    void fit();
    void fill();
    /// The point of the picture under `anchor` stays where it is.
    void zoomTo(double scale, const QPointF &anchor);
    void zoomBy(double factor, const QPointF &anchor) { zoomTo(m_scale * factor, anchor); }
    void panBy(const QPointF &delta);
    [[nodiscard]] QPointF center() const;

private:
    [[nodiscard]] double wholeScale() const;
    [[nodiscard]] double minScale() const;
    void follow();
    void clamp();

    QSizeF m_view;
    QSizeF m_picture;
    Mode m_mode = Mode::Fit;
    double m_scale = 1;
    QPointF m_topLeft;
};

} // namespace peregrine
