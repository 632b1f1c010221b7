#include "core/localserver/emulation/inputpictures.h"

#include "core/localserver/emulation/picturetasks.h"
#include "core/localserver/emulation/requestedsize.h"
#include "core/localserver/models/inputimage.h"
#include "core/localserver/studio/studio.h"

#include <QHash>
#include <QRegularExpression>
#include <QUrl>

namespace peregrine::localserver {

namespace {

constexpr QSize usualSize(768, 576);

/// "https://host/a/red-car_2.png" -> "red car"
QString wordsOf(const QUrl &url)
{
    static const QRegularExpression others(QStringLiteral("[^A-Za-z]+"));
    return url.fileName().section(u'.', 0, 0).replace(others, QStringLiteral(" ")).simplified();
}

QImage standIn(const InputMedia &media, const EmulationLimits &limits)
{
    const QSize size = boundedSize(usualSize, 64, limits.pictureSide);
    const QUrl url(media.url);
    const quint64 seed = qHash(media.url, 3U) & 0x7fffffffU;
    if (media.kind == InputMedia::Kind::Mask) {
        return picturetasks::regionMask(size, picturetasks::region(size, 0, seed));
    }
    studio::PaintRequest request;
    request.prompt = wordsOf(url);
    request.size = size;
    request.steps = 8;
    request.seed = seed;
    return studio::paint(request, [](int, int, const QString &) { return true; });
}

} // namespace

Expected<QImage, ModelAnswer> inputPicture(const InputMedia &media, const EmulationLimits &limits,
                                           RunContext &context)
{
    const bool readable =
        media.kind == InputMedia::Kind::Image || media.kind == InputMedia::Kind::Mask;
    const bool here = media.url.startsWith(QLatin1String("data:"), Qt::CaseInsensitive)
        || FileStore::isOwnUrl(QUrl(media.url, QUrl::StrictMode));
    if (readable && here)
        return loadInputImage(media.url, media.field, context.files());
    context.log(QStringLiteral("%1: the file is not looked at, a painted picture stands in for it")
                    .arg(media.field));
    return standIn(media, limits);
}

} // namespace peregrine::localserver
