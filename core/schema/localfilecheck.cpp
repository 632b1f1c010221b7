#include "core/schema/localfilecheck.h"

#include "core/schema/mediahints.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QLocale>
#include <QMimeDatabase>

namespace peregrine {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::LocalFileCheck)
};

QString sizeText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeTraditionalFormat);
}

QString wrongKind(const QString &name, MediaKind kind)
{
    switch (kind) {
    case MediaKind::Image:
        return Words::tr("“%1” is not a picture that can be read. Choose a PNG, JPEG or WebP file.")
            .arg(name);
    case MediaKind::Video:
        return Words::tr("“%1” is not a video. Choose an MP4, WebM or MOV file.").arg(name);
    case MediaKind::Audio:
        return Words::tr("“%1” is not a sound file. Choose a WAV, MP3 or FLAC file.").arg(name);
    case MediaKind::Model3d:
        return Words::tr("“%1” is not a 3D model. Choose a GLB or OBJ file.").arg(name);
    case MediaKind::Text:
    case MediaKind::Other:
        return Words::tr("“%1” is not a file of the kind this field takes.").arg(name);
    }
    return {};
}

/// The kind by contents, with the name deciding only where the contents say nothing.
bool isOfKind(const QString &path, const QMimeType &type, MediaKind kind)
{
    if (kind == MediaKind::Other || kind == MediaKind::Text)
        return true;
    const MediaKind found = mediaKindOfMimeType(type.name());
    if (found == kind)
        return true;
    // Containers hold sound, pictures or both: mp4, webm and ogg are sniffed as either.
    if (kind == MediaKind::Audio || kind == MediaKind::Video) {
        const bool container = found == MediaKind::Video || found == MediaKind::Audio
            || type.name() == QLatin1String("application/ogg");
        if (container)
            return mediaKindOfFileName(path).value_or(kind) == kind;
    }
    const bool unknown = type.isDefault()
        || (kind == MediaKind::Model3d && found != MediaKind::Image && found != MediaKind::Video);
    return unknown && kind != MediaKind::Image && mediaKindOfFileName(path) == kind;
}

QString limitFault(const QString &name, const QSize &pixels, const MediaLimits &limits)
{
    const qint64 area = qint64(pixels.width()) * pixels.height();
    const QString size = Words::tr("%1 × %2").arg(pixels.width()).arg(pixels.height());
    if (pixels.width() < limits.minPixels.width() || pixels.height() < limits.minPixels.height())
        return Words::tr("“%1” is too small (%2 pixels). The model takes pictures from %3 × %4.")
            .arg(name, size)
            .arg(limits.minPixels.width())
            .arg(limits.minPixels.height());
    const bool wide = limits.maxPixels.width() > 0 && pixels.width() > limits.maxPixels.width();
    const bool high = limits.maxPixels.height() > 0 && pixels.height() > limits.maxPixels.height();
    if (wide || high)
        return Words::tr("“%1” is too large (%2 pixels). The model takes pictures up to %3 × %4.")
            .arg(name, size)
            .arg(limits.maxPixels.width())
            .arg(limits.maxPixels.height());
    if (limits.minArea > 0 && area < limits.minArea)
        return Words::tr(
                   "“%1” has too few pixels (%2). The model takes pictures from %3 megapixels.")
            .arg(name, size, QLocale().toString(double(limits.minArea) / 1e6, 'f', 1));
    if (limits.maxArea > 0 && area > limits.maxArea)
        return Words::tr("“%1” has too many pixels (%2). The model takes up to %3 megapixels.")
            .arg(name, size, QLocale().toString(double(limits.maxArea) / 1e6, 'f', 1));
    const double aspect = double(pixels.width()) / pixels.height();
    const bool narrow = limits.minAspect > 0 && aspect < limits.minAspect;
    const bool broad = limits.maxAspect > 0 && aspect > limits.maxAspect;
    if (narrow || broad)
        return Words::tr("“%1” is too long on one side (%2 pixels) for this model.")
            .arg(name, size);
    return {};
}

} // namespace

Expected<LocalFileFacts, QString> checkLocalFile(const QString &path, MediaKind kind,
                                                 const MediaLimits &limits)
{
    const QFileInfo info(path);
    const QString name = info.fileName().isEmpty() ? path : info.fileName();
    if (!info.exists())
        return Unexpected{Words::tr("“%1” is not there any more. Choose another file.").arg(name)};
    if (!info.isFile())
        return Unexpected{Words::tr("“%1” is a folder. Choose a file.").arg(name)};
    if (!QFile(path).open(QIODevice::ReadOnly))
        return Unexpected{Words::tr("“%1” may not be read. Check its permissions.").arg(name)};
    LocalFileFacts facts;
    facts.bytes = info.size();
    if (facts.bytes == 0)
        return Unexpected{Words::tr("“%1” is empty. Choose another file.").arg(name)};
    const qint64 most = limits.maxBytes > 0 ? limits.maxBytes : maxUploadBytes;
    if (facts.bytes > most)
        return Unexpected{Words::tr("“%1” is too large: %2. At most %3 can be sent.")
                              .arg(name, sizeText(facts.bytes), sizeText(most))};

    const QMimeType type = QMimeDatabase().mimeTypeForFile(info, QMimeDatabase::MatchContent);
    facts.mimeType = type.name();
    if (kind != MediaKind::Image) {
        if (!isOfKind(path, type, kind))
            return Unexpected{wrongKind(name, kind)};
        return facts;
    }
    QImageReader reader(path);
    reader.setDecideFormatFromContent(true);
    facts.pixels = reader.size();
    if (!reader.canRead() || facts.pixels.isEmpty()) {
        facts.pixels = QSize();
        // AVIF and HEIC are pictures to fal, although nothing here can draw them.
        if (!type.name().startsWith(QLatin1String("image/")) || reader.canRead())
            return Unexpected{wrongKind(name, kind)};
        const bool drawn = QImageReader::supportedMimeTypes().contains(type.name().toLatin1());
        if (drawn)
            return Unexpected{
                Words::tr("“%1” is damaged and cannot be read. Choose another file.").arg(name)};
        return facts;
    }
    if (qint64(facts.pixels.width()) * facts.pixels.height() > maxPicturePixels)
        return Unexpected{Words::tr("“%1” has too many pixels (%2 × %3). Make it smaller first.")
                              .arg(name)
                              .arg(facts.pixels.width())
                              .arg(facts.pixels.height())};
    if (const QString fault = limitFault(name, facts.pixels, limits); !fault.isEmpty())
        return Unexpected{fault};
    return facts;
}

} // namespace peregrine
