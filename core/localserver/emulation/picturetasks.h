#pragma once

#include <QImage>
#include <QRect>
#include <QSize>

/// What picture tools do, by measurements of the picture itself and no model. Pure functions, safe
/// from any thread; nothing needs a QGuiApplication.
namespace peregrine::localserver::picturetasks {

/// Resampled and sharpened a little.
[[nodiscard]] QImage scaled(const QImage &picture, QSize size);
/// Less noise, clearer edges, the same size.
[[nodiscard]] QImage restored(const QImage &picture);
/// White where the subject is: what differs from the colours along the border.
[[nodiscard]] QImage subjectMask(const QImage &picture);
/// The picture, transparent where the mask is black.
[[nodiscard]] QImage cutOut(const QImage &picture, const QImage &mask);
/// Light is near: from brightness, sharpness and height in the picture.
[[nodiscard]] QImage depth(const QImage &picture);
/// Directions of the surface that depth() sees, as colours.
[[nodiscard]] QImage normals(const QImage &picture);
/// White lines on black.
[[nodiscard]] QImage edges(const QImage &picture);
/// A figure of bones and joints on black.
[[nodiscard]] QImage pose(QSize size, quint64 seed);
/// An ellipse, white on black: the i-th of several places in the picture.
[[nodiscard]] QImage regionMask(QSize size, const QRect &region);
/// A plausible box of the i-th thing in a picture.
[[nodiscard]] QRect region(QSize size, int index, quint64 seed);
/// The painted picture where the mask is white, the source elsewhere.
[[nodiscard]] QImage within(const QImage &source, const QImage &painted, const QImage &mask);

} // namespace peregrine::localserver::picturetasks
