#include "core/media/imageloader.h"

#include "core/base/logging.h"
#include "core/base/mediakind.h"
#include "core/media/completeness.h"
#include "core/media/mediatypes.h"
#include "core/media/thumbnailer.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QLocale>
#include <QtPlugin>

#include <algorithm>
#include <mutex>

Q_IMPORT_PLUGIN(HeifPlugin)

namespace peregrine {

namespace {

constexpr int bytesPerPixel = 4;
constexpr int bytesPerMebibyte = 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("peregrine::ImageLoader", text);
}

QString nameOf(const QString &path)
{
    return QFileInfo(path).fileName();
}

/// Qt's own limit guards all pictures of the program; ours is checked before it and lets pictures
/// through that Qt's default of 128 MB would refuse.
void allowOurLimit()
{
    static std::once_flag once;
    std::call_once(once, [] {
        const qint64 mebibytes = Thumbnailer::maxPixels * bytesPerPixel / bytesPerMebibyte + 1;
        QImageReader::setAllocationLimit(static_cast<int>(mebibytes));
    });
}

Error damaged(const QString &path)
{
    return Error::media(tr(QT_TRANSLATE_NOOP("peregrine::ImageLoader",
                                             "The picture %1 is damaged or not complete."))
                            .arg(nameOf(path)));
}

Expected<Done, Error> prepare(QFile &file, QImageReader &reader)
{
    allowOurLimit();
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected{Error::media(
            tr(QT_TRANSLATE_NOOP("peregrine::ImageLoader", "The picture %1 cannot be opened: %2."))
                .arg(nameOf(file.fileName()), file.errorString()))};
    if (file.size() == 0)
        return Unexpected{
            Error::media(tr(QT_TRANSLATE_NOOP("peregrine::ImageLoader", "The file %1 is empty."))
                             .arg(nameOf(file.fileName())))};
    const QString mimeType = sniffMimeType(file.peek(sniffBytes));
    const QByteArray format = imageFormatFor(mimeType);
    if (format.isEmpty()) {
        const bool isPicture = mediaKindOfMimeType(mimeType) == MediaKind::Image;
        const QString text = isPicture
            ? tr(QT_TRANSLATE_NOOP("peregrine::ImageLoader",
                                   "The picture %1 is of a type that Peregrine cannot show (%2). "
                                   "Open it in another program."))
                  .arg(nameOf(file.fileName()), mimeType)
            : tr(QT_TRANSLATE_NOOP("peregrine::ImageLoader", "The file %1 is not a picture."))
                  .arg(nameOf(file.fileName()));
        return Unexpected{Error::media(text)};
    }
    // Decoders show half a picture as if it were whole.
    if (isCutOff(file, mimeType) || !file.seek(0))
        return Unexpected{damaged(file.fileName())};
    reader.setDevice(&file);
    reader.setFormat(format);
    reader.setAutoDetectImageFormat(false);
    reader.setAutoTransform(true);
    return Done{};
}

Error notDecoded(const QString &path, const QImageReader &reader)
{
    qCInfo(lcMedia) << "Not decoded:" << reader.errorString();
    return damaged(path);
}

bool isTurned(const QImageReader &reader)
{
    return reader.transformation().testFlag(QImageIOHandler::TransformationRotate90);
}

} // namespace

Expected<QSize, Error> imageSize(const QString &path)
{
    QFile file(path);
    QImageReader reader;
    if (auto prepared = prepare(file, reader); !prepared)
        return Unexpected{prepared.error()};
    const QSize size = reader.size();
    if (size.isEmpty())
        return Unexpected{notDecoded(path, reader)};
    return isTurned(reader) ? size.transposed() : size;
}

Expected<QImage, Error> loadImage(const QString &path, int longestEdge)
{
    QFile file(path);
    QImageReader reader;
    if (auto prepared = prepare(file, reader); !prepared)
        return Unexpected{prepared.error()};
    const QSize size = reader.size();
    if (size.isEmpty())
        return Unexpected{notDecoded(path, reader)};
    if (qint64{size.width()} * size.height() > Thumbnailer::maxPixels) {
        const QLocale locale;
        return Unexpected{Error::media(
            tr(QT_TRANSLATE_NOOP("peregrine::ImageLoader",
                                 "The picture %1 is too large to show: %2 x %3 pixels, more than "
                                 "%4 million. Open "
                                 "it in another program."))
                .arg(nameOf(path), locale.toString(size.width()), locale.toString(size.height()),
                     locale.toString(Thumbnailer::maxPixels / 1'000'000)))};
    }
    if (longestEdge > 0 && std::max(size.width(), size.height()) > longestEdge) {
        const QSize scaled = size.scaled(longestEdge, longestEdge, Qt::KeepAspectRatio);
        reader.setScaledSize(scaled.expandedTo({1, 1}));
    }
    QImage image;
    if (!reader.read(&image))
        return Unexpected{notDecoded(path, reader)};
    return image;
}

} // namespace peregrine
