#include "tests/bench/benchfile.h"

#include "core/localserver/studio/studio.h"

#include <QFile>
#include <QMap>

#include <optional>

namespace peregrine::bench {

namespace {

/// Painting takes long: it is done small, and the picture made large.
constexpr int paintedEdge = 192;
/// Films and voices take longer still: a few are made and given to all.
constexpr int differentClips = 6;

QByteArray picture(Asset &asset, int number, int edge)
{
    studio::PaintRequest request;
    request.prompt = asset.title;
    request.steps = 6;
    request.seed = quint64(number);
    request.size = asset.size.scaled(paintedEdge, paintedEdge, Qt::KeepAspectRatio);
    const QImage large = studio::paint(request, {})
                             .scaled(asset.size.scaled(edge, edge, Qt::KeepAspectRatio),
                                     Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    asset.size = large.size();
    return studio::encodeImage(large, QStringLiteral("jpeg"), {}).bytes;
}

QByteArray clip(Asset &asset, int number)
{
    static QMap<int, QByteArray> films;
    static QMap<int, QByteArray> voices;
    const int which = number % differentClips;
    if (asset.kind == MediaKind::Video) {
        asset.size = {320, 180};
        asset.duration = 2;
        if (!films.contains(which)) {
            studio::AnimateRequest request;
            request.prompt = asset.title;
            request.size = asset.size;
            request.seconds = asset.duration;
            request.seed = quint64(which);
            const auto film = studio::animate(request, {});
            films.insert(which, film ? film->bytes : QByteArray());
        }
        return films.value(which);
    }
    if (!voices.contains(which)) {
        const auto voice =
            studio::speak({QStringLiteral("This is sound number %1.").arg(which), {}, 1.0, 0}, {});
        voices.insert(which, voice ? voice->bytes : QByteArray());
    }
    return voices.value(which);
}

} // namespace

bool writeBenchFile(Asset &asset, int number, int edge)
{
    QByteArray bytes;
    if (asset.kind == MediaKind::Image)
        bytes = picture(asset, number, edge);
    else if (asset.kind == MediaKind::Video || asset.kind == MediaKind::Audio)
        bytes = clip(asset, number);
    else
        bytes = asset.title.toUtf8() + '\n';
    QFile file(asset.path);
    return !bytes.isEmpty() && file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace peregrine::bench
