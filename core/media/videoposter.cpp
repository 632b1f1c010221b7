#include "core/media/videoposter.h"

#include "core/media/avdecoder.h"
#include "core/media/avfile.h"

#include <QCoreApplication>
#include <QTransform>

#include <algorithm>
#include <memory>
#include <vector>

extern "C" {
#include <libavutil/frame.h>
#include <libswscale/swscale.h>
}

namespace peregrine {

namespace {

/// Many videos begin with black; a second in there is a picture.
constexpr double posterSeconds = 1.0;
constexpr double posterShare = 0.1;
/// libswscale writes whole vectors, past the end of a row.
constexpr int rowAlignment = 64;

struct ScalerDeleter
{
    void operator()(SwsContext *scaler) const { sws_freeContext(scaler); }
};

QImage scaledPicture(const AVFrame *frame, const QSize &size)
{
    const std::unique_ptr<SwsContext, ScalerDeleter> scaler(sws_getContext(
        frame->width, frame->height, static_cast<AVPixelFormat>(frame->format), size.width(),
        size.height(), AV_PIX_FMT_RGB24, SWS_AREA, nullptr, nullptr, nullptr));
    if (!scaler)
        return {};
    const int stride =
        (size.width() * 3 + rowAlignment) / rowAlignment * rowAlignment + rowAlignment;
    std::vector<uchar> pixels(static_cast<size_t>(stride) * static_cast<size_t>(size.height() + 1));
    uint8_t *const planes[4] = {pixels.data(), nullptr, nullptr, nullptr};
    const int strides[4] = {stride, 0, 0, 0};
    if (sws_scale(scaler.get(), frame->data, frame->linesize, 0, frame->height, planes, strides)
        != size.height())
        return {};
    return QImage(pixels.data(), size.width(), size.height(), stride, QImage::Format_RGB888)
        .convertToFormat(QImage::Format_RGB32);
}

} // namespace

Expected<QImage, Error> videoPoster(const QString &path, int longestEdge,
                                    const std::atomic_bool *giveUp)
{
    AvFile file(giveUp);
    if (auto opened = file.open(path); !opened)
        return Unexpected{opened.error()};
    const Error noPicture = Error::media(
        QCoreApplication::translate("peregrine::VideoPoster", "The video has no picture to show."));
    if (!file.video())
        return Unexpected{noPicture};
    AvDecoder decoder(file, file.video());
    if (auto opened = decoder.open(); !opened)
        return Unexpected{opened.error()};
    decoder.seek(std::min(posterSeconds, file.duration() * posterShare));
    const AVFrame *frame = decoder.next();
    if (!frame || frame->width <= 0 || frame->height <= 0)
        return Unexpected{noPicture};

    QSize shown = file.videoSize();
    if (std::max(shown.width(), shown.height()) > longestEdge)
        shown = shown.scaled(longestEdge, longestEdge, Qt::KeepAspectRatio).expandedTo({1, 1});
    const int rotation = file.videoRotation();
    const QImage picture = scaledPicture(frame, rotation % 180 == 0 ? shown : shown.transposed());
    if (picture.isNull())
        return Unexpected{noPicture};
    return rotation == 0 ? picture : picture.transformed(QTransform().rotate(rotation));
}

} // namespace peregrine
