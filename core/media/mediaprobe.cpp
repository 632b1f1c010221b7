#include "core/media/mediaprobe.h"

#include "core/base/json.h"
#include "core/media/avfile.h"
#include "core/media/completeness.h"
#include "core/media/imageloader.h"
#include "core/media/mediatypes.h"
#include "core/media/thumbnailer.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace peregrine {

namespace {

/// Small, so that checking a picture takes no more memory than showing its tile.
constexpr int checkEdge = 64;
/// Larger JSON is not parsed just to be sure of its type.
constexpr qint64 maxJsonBytes = 16LL * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("peregrine::MediaProbe", text);
}

Expected<MediaInfo, Error> probeImage(const QString &path, MediaInfo info)
{
    if (imageFormatFor(info.mimeType).isEmpty())
        return info; // a picture, but one that this Qt does not decode
    const auto size = imageSize(path);
    if (!size)
        return Unexpected{size.error()};
    info.size = *size;
    if (qint64{size->width()} * size->height() > Thumbnailer::maxPixels)
        return info;
    if (auto decoded = loadImage(path, checkEdge); !decoded)
        return Unexpected{decoded.error()};
    return info;
}

QString soundType(const QString &containerType)
{
    if (containerType == QLatin1String("video/mp4")
        || containerType == QLatin1String("video/quicktime"))
        return QStringLiteral("audio/mp4");
    return QStringLiteral("audio/") + containerType.section(u'/', 1);
}

Expected<MediaInfo, Error> probeAv(const QString &path, MediaInfo info)
{
    AvFile file;
    if (auto opened = file.open(path); !opened)
        return Unexpected{opened.error()};
    info.duration = file.duration();
    if (file.video()) {
        info.kind = MediaKind::Video;
        info.size = file.videoSize();
    } else {
        info.kind = MediaKind::Audio;
        if (info.mimeType.startsWith(QLatin1String("video/")))
            info.mimeType = soundType(info.mimeType);
    }
    return info;
}

/// What starts like JSON and is not, is text: a result may well be a text that begins with a
/// bracket.
MediaInfo probeJson(QFile &file, MediaInfo info)
{
    if (file.size() > maxJsonBytes || !file.seek(0) || !parseJson(file.readAll()))
        info.mimeType = QStringLiteral("text/plain");
    return info;
}

} // namespace

Expected<MediaInfo, Error> probeMedia(const QString &path)
{
    QFile file(path);
    const QString name = QFileInfo(path).fileName();
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected{Error::media(
            tr(QT_TRANSLATE_NOOP("peregrine::MediaProbe", "The file %1 cannot be opened: %2."))
                .arg(name, file.errorString()))};
    if (file.size() == 0)
        return Unexpected{Error::media(
            tr(QT_TRANSLATE_NOOP("peregrine::MediaProbe", "The file %1 is empty.")).arg(name))};

    MediaInfo info;
    info.mimeType = sniffMimeType(file.peek(sniffBytes));
    info.kind = mediaKindOfMimeType(info.mimeType);
    if (isCutOff(file, info.mimeType))
        return Unexpected{Error::media(
            tr(QT_TRANSLATE_NOOP("peregrine::MediaProbe",
                                 "The file %1 is not complete: it ends before its content does."))
                .arg(name))};
    switch (info.kind) {
    case MediaKind::Image:
        return probeImage(path, info);
    case MediaKind::Video:
    case MediaKind::Audio:
        return probeAv(path, info);
    case MediaKind::Text:
        return info.mimeType == QLatin1String("application/json") ? probeJson(file, info) : info;
    case MediaKind::Model3d:
    case MediaKind::Other:
        break;
    }
    return info;
}

} // namespace peregrine
