#include "core/localserver/models/animatemodel.h"

#include "core/localserver/models/inputvalues.h"
#include "core/localserver/models/outputfile.h"

#include <QElapsedTimer>

namespace peregrine::localserver {

namespace {

/// Pixels from "360p" and "16:9": the resolution is the shorter side.
QSize frameSize(const QString &resolution, const QString &aspect)
{
    const int shorter = resolution.chopped(1).toInt();
    const int across = aspect.section(u':', 0, 0).toInt();
    const int down = aspect.section(u':', 1, 1).toInt();
    // H.264 stores colour for pairs of pixels: even sides.
    const auto even = [](int side) { return side / 2 * 2; };
    return across >= down ? QSize(even(shorter * across / down), shorter)
                          : QSize(shorter, even(shorter * down / across));
}

} // namespace

std::optional<ModelAnswer> AnimateModel::run(const QJsonObject &input, RunContext &context) const
{
    studio::AnimateRequest request;
    request.prompt = input.value(QStringLiteral("prompt")).toString();
    request.seconds = input.value(QStringLiteral("duration")).toDouble();
    request.framesPerSecond = input.value(QStringLiteral("fps")).toInt();
    request.size = frameSize(input.value(QStringLiteral("resolution")).toString(),
                             input.value(QStringLiteral("aspect_ratio")).toString());
    request.seed = seedOf(input);
    QElapsedTimer timer;
    timer.start();
    const std::optional<studio::EncodedFile> film =
        studio::animate(request, [&context](int step, int of, const QString &what) {
            return context.step(step, of, what);
        });
    if (context.stopped())
        return std::nullopt;
    if (!film) {
        return ModelAnswer::failure(500, QStringLiteral("This system cannot encode video."),
                                    QStringLiteral("internal_error"));
    }
    const Expected<QJsonObject, ModelAnswer> file =
        storeOutput(context, *film, QStringLiteral("animate-%1").arg(request.seed));
    if (!file)
        return file.error();
    QJsonObject video = *file;
    video.insert(QStringLiteral("width"), request.size.width());
    video.insert(QStringLiteral("height"), request.size.height());
    video.insert(QStringLiteral("fps"), request.framesPerSecond);
    video.insert(QStringLiteral("duration"), request.seconds);
    return ModelAnswer::output({
        {QStringLiteral("video"), video},
        {QStringLiteral("seed"), static_cast<qint64>(request.seed)},
        {QStringLiteral("prompt"), request.prompt},
        {QStringLiteral("timings"),
         QJsonObject{{QStringLiteral("inference"), static_cast<double>(timer.elapsed()) / 1000.0}}},
    });
}

QImage AnimateModel::thumbnail(const std::stop_token &stop) const
{
    studio::PaintRequest request;
    request.prompt = QStringLiteral("a hot air balloon over misty mountains at sunrise");
    request.size = QSize(768, 480);
    request.steps = thumbnailSteps;
    request.seed = 3;
    const QImage scene = studio::paint(
        request, [&stop](int, int, const QString &) { return !stop.stop_requested(); });
    if (scene.isNull())
        return {};
    // The camera goes from left to right.
    studio::EmblemRequest film = emblem();
    constexpr int frames = 3;
    for (int i = 0; i < frames; ++i) {
        const int left = (scene.width() - thumbnailSize.width()) * i / (frames - 1);
        film.pictures.append(scene.copy({{left, 0}, thumbnailSize}));
    }
    return studio::paintEmblem(film);
}

} // namespace peregrine::localserver
