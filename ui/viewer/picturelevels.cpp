#include "ui/viewer/picturelevels.h"

#include <algorithm>

namespace peregrine {

namespace {

/// Below this nothing is gained by a further level.
constexpr int smallestEdge = 256;

} // namespace

const QImage &PictureLevels::levelFor(double scale) const
{
    qsizetype level = 0;
    double have = 1;
    while (level + 1 < images.size() && have / 2 >= scale) {
        have /= 2;
        ++level;
    }
    return images.at(level);
}

PictureLevels makePictureLevels(const QImage &picture)
{
    PictureLevels levels;
    if (picture.isNull())
        return levels;
    levels.images.append(picture.convertToFormat(
        picture.hasAlphaChannel() ? QImage::Format_ARGB32_Premultiplied : QImage::Format_RGB32));
    while (std::max(levels.images.constLast().width(), levels.images.constLast().height())
           > smallestEdge) {
        const QImage &last = levels.images.constLast();
        const QSize half(std::max(1, last.width() / 2), std::max(1, last.height() / 2));
        const QImage next = last.scaled(half, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
        if (next.isNull())
            break;
        levels.images.append(next);
    }
    return levels;
}

} // namespace peregrine
