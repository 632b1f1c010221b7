#include "core/localserver/studio/stepmeter.h"
#include "core/localserver/studio/videoencoder.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

std::optional<EncodedFile> animate(const AnimateRequest &request, const Progress &progress)
{
    const QSize size(std::clamp(request.size.width(), minimumSide, maximumFilmSide) / 2 * 2,
                     std::clamp(request.size.height(), minimumSide, maximumFilmSide) / 2 * 2);
    const int rate = std::clamp(request.framesPerSecond, 5, 60);
    const double seconds = std::clamp(request.seconds, 0.5, maximumFilmSeconds);
    const int frames = std::max(2, static_cast<int>(std::lround(seconds * rate)));
    PaintRequest picture;
    picture.prompt = request.prompt;
    picture.size = size;
    picture.seed = request.seed;
    picture.source = request.source;
    picture.strength = 0.15;
    const QImage scene = paint(picture, {});
    const auto encoder = VideoEncoder::open(
        size, rate,
        {{QStringLiteral("comment"), QStringLiteral("Local preview, made by procedure")}});
    if (!encoder)
        return std::nullopt;
    StepMeter meter(frames, progress);
    meter.enter(0.0, 1.0, QStringLiteral("frame"));
    for (int frame = 0; frame < frames; ++frame) {
        QImage image(size, QImage::Format_RGB32);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::SmoothPixmapTransform);
        const double zoom = 1.0 + 0.1 * frame / frames;
        painter.translate(size.width() / 2.0, size.height() / 2.0);
        painter.scale(zoom, zoom);
        painter.drawImage(QPointF(-size.width() / 2.0, -size.height() / 2.0), scene);
        painter.end();
        if (!encoder->add(image))
            return std::nullopt;
        if (!meter.reach((frame + 1.0) / frames))
            return std::nullopt;
    }
    std::optional<QByteArray> bytes = encoder->finish();
    if (!bytes)
        return std::nullopt;
    return EncodedFile{*bytes, QStringLiteral("video/mp4"), QStringLiteral("mp4")};
}

} // namespace peregrine::studio
