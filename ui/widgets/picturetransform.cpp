#include "ui/widgets/picturetransform.h"

#include <algorithm>

namespace peregrine {

namespace {

/// One axis: centred when it fits, else no gap at either end.
double clamped(double start, double length, double view)
{
    return length <= view ? (view - length) / 2 : std::clamp(start, view - length, 0.0);
}

} // namespace

void PictureTransform::setView(const QSizeF &view)
{
    const QPointF shift((view.width() - m_view.width()) / 2, (view.height() - m_view.height()) / 2);
    m_view = view;
    m_topLeft += shift;
    follow();
}

void PictureTransform::setPicture(const QSizeF &picture)
{
    if (picture == m_picture)
        return;
    m_picture = picture;
    if (m_mode == Mode::Free)
        m_mode = Mode::Fit;
    follow();
}

QRectF PictureTransform::rect() const
{
    return {m_topLeft, m_picture * m_scale};
}

bool PictureTransform::canPan() const
{
    constexpr double tolerance = 0.5;
    const QRectF place = rect();
    return place.width() > m_view.width() + tolerance
        || place.height() > m_view.height() + tolerance;
}

QPointF PictureTransform::center() const
{
    return {m_view.width() / 2, m_view.height() / 2};
}

void PictureTransform::fit()
{
    m_mode = Mode::Fit;
    follow();
}

void PictureTransform::fill()
{
    m_mode = Mode::Fill;
    follow();
}

void PictureTransform::zoomTo(double scale, const QPointF &anchor)
{
    if (m_picture.isEmpty())
        return;
    const double wanted = std::clamp(scale, minScale(), maxScale);
    const QPointF onPicture = (anchor - m_topLeft) / m_scale;
    m_mode = Mode::Free;
    m_scale = wanted;
    m_topLeft = anchor - onPicture * m_scale;
    clamp();
}

void PictureTransform::panBy(const QPointF &delta)
{
    if (!canPan())
        return;
    m_mode = Mode::Free;
    m_topLeft += delta;
    clamp();
}

double PictureTransform::wholeScale() const
{
    if (m_picture.isEmpty() || m_view.isEmpty())
        return 1;
    return std::min(
        {m_view.width() / m_picture.width(), m_view.height() / m_picture.height(), maxScale});
}

double PictureTransform::minScale() const
{
    constexpr double smallest = 0.1;
    return std::min(wholeScale(), smallest);
}

void PictureTransform::follow()
{
    if (m_mode == Mode::Fit)
        m_scale = std::min(1.0, wholeScale());
    else if (m_mode == Mode::Fill)
        m_scale = wholeScale();
    clamp();
}

void PictureTransform::clamp()
{
    m_topLeft.setX(clamped(m_topLeft.x(), m_picture.width() * m_scale, m_view.width()));
    m_topLeft.setY(clamped(m_topLeft.y(), m_picture.height() * m_scale, m_view.height()));
}

} // namespace peregrine
