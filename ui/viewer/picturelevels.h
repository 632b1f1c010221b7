#pragma once

#include <QImage>
#include <QList>

namespace peregrine {

/// A picture with its halves, quarters and so on: drawn from the level next above the size asked
/// for, it stays smooth and quick at any zoom.
struct PictureLevels
{
    /// The picture itself first, each further one half as wide and high.
    QList<QImage> images;

    [[nodiscard]] bool isEmpty() const { return images.isEmpty(); }
    [[nodiscard]] QSize size() const { return images.isEmpty() ? QSize() : images.first().size(); }
    /// The smallest level that is not enlarged when the picture is drawn at `scale`.
    [[nodiscard]] const QImage &levelFor(double scale) const;
};

/// Takes a while for large pictures: for worker threads.
[[nodiscard]] PictureLevels makePictureLevels(const QImage &picture);

} // namespace peregrine
