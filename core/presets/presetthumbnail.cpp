#include "core/presets/presetthumbnail.h"

#include "core/presets/preset.h"

#include <QBuffer>
#include <QImageReader>

#include <array>

namespace peregrine {

namespace {

constexpr int mostSide = 1024;
constexpr std::array qualities{85, 60, 35};

QByteArray encoded(const QImage &picture, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return picture.save(&buffer, format, quality) ? bytes : QByteArray();
}

} // namespace

QByteArray presetThumbnail(const QImage &picture)
{
    if (picture.isNull())
        return {};
    const QImage small = picture.scaled(presetThumbnailSide, presetThumbnailSide,
                                        Qt::KeepAspectRatio, Qt::SmoothTransformation);
    if (small.hasAlphaChannel()) {
        const QByteArray png = encoded(small, "PNG", -1);
        if (!png.isEmpty() && png.size() <= Preset::maxThumbnailBytes)
            return png;
    }
    for (const int quality : qualities) {
        const QByteArray jpeg = encoded(small, "JPEG", quality);
        if (!jpeg.isEmpty() && jpeg.size() <= Preset::maxThumbnailBytes)
            return jpeg;
    }
    return {};
}

bool isPresetThumbnail(const QByteArray &bytes)
{
    if (bytes.isEmpty() || bytes.size() > Preset::maxThumbnailBytes)
        return false;
    QByteArray copy = bytes;
    QBuffer buffer(&copy);
    if (!buffer.open(QIODevice::ReadOnly))
        return false;
    QImageReader reader(&buffer);
    const QByteArray format = reader.format();
    const QSize size = reader.size();
    return (format == "jpeg" || format == "png") && !size.isEmpty() && size.width() <= mostSide
        && size.height() <= mostSide;
}

QImage presetPicture(const QByteArray &bytes)
{
    return isPresetThumbnail(bytes) ? QImage::fromData(bytes) : QImage();
}

} // namespace peregrine
