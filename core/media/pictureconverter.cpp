#include "core/media/pictureconverter.h"

#include "core/media/filenames.h"
#include "core/media/imageloader.h"
#include "core/media/mediatypes.h"
#include "core/media/thumbnailer.h"

#include <QBuffer>
#include <QColorSpace>
#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QImageReader>
#include <QPainter>
#include <QSaveFile>
#include <QtConcurrent>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace peregrine {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::PictureConverter)
};

/// A drawing of lines has no size of its own; this is what models like to see.
constexpr int vectorEdge = 1024;
constexpr std::array jpegQualities{92, 85, 75};
constexpr double shrinkStep = 0.8;
constexpr int shrinkSteps = 12;
/// Lossless files of larger pictures take longer to send than they are worth.
constexpr qint64 largestPng = 16'000'000;

QString typeOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? sniffMimeType(file.peek(sniffBytes)) : QString();
}

bool isLossless(const QString &mimeType)
{
    static const QStringList lossy{QStringLiteral("image/jpeg"), QStringLiteral("image/webp"),
                                   QStringLiteral("image/heic"), QStringLiteral("image/heif"),
                                   QStringLiteral("image/avif")};
    return !lossy.contains(mimeType);
}

/// The largest size of this shape within the limits, never larger than it is.
QSize fitted(const QSize &size, const PictureLimits &limits)
{
    double factor = 1;
    if (limits.maxPixels.width() > 0)
        factor = std::min(factor, double(limits.maxPixels.width()) / size.width());
    if (limits.maxPixels.height() > 0)
        factor = std::min(factor, double(limits.maxPixels.height()) / size.height());
    if (limits.maxArea > 0)
        factor = std::min(
            factor, std::sqrt(double(limits.maxArea) / (double(size.width()) * size.height())));
    if (factor >= 1)
        return size;
    return QSize(int(size.width() * factor), int(size.height() * factor)).expandedTo({1, 1});
}

Expected<QImage, Error> loadFor(const QString &path, const QString &mimeType,
                                const PictureLimits &limits)
{
    if (mimeType != QLatin1String("image/svg+xml"))
        return loadImage(path);
    const auto size = imageSize(path);
    if (!size)
        return Unexpected{size.error()};
    const QSize drawn =
        fitted(std::max(size->width(), size->height()) < vectorEdge
                   ? size->scaled(vectorEdge, vectorEdge, Qt::KeepAspectRatio).expandedTo({1, 1})
                   : *size,
               limits);
    if (qint64{drawn.width()} * drawn.height() > Thumbnailer::maxPixels)
        return loadImage(path);
    QImageReader reader(path, "svg");
    reader.setScaledSize(drawn);
    const QImage image = reader.read();
    return image.isNull() ? loadImage(path) : Expected<QImage, Error>(image);
}

bool isTransparent(const QImage &image)
{
    if (!image.hasAlphaChannel())
        return false;
    const QImage alpha = image.convertToFormat(QImage::Format_Alpha8);
    for (int y = 0; y < alpha.height(); ++y) {
        const uchar *line = alpha.constScanLine(y);
        if (std::any_of(line, line + alpha.width(), [](uchar value) { return value != 255; }))
            return true;
    }
    return false;
}

QImage onWhite(const QImage &image)
{
    QImage flat(image.size(), QImage::Format_RGB32);
    flat.fill(Qt::white);
    QPainter(&flat).drawImage(0, 0, image);
    return flat;
}

QByteArray encoded(const QImage &image, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format, quality) ? bytes : QByteArray();
}

struct Encoded
{
    QByteArray bytes;
    QString mimeType;
    QSize pixels;
};

/// Smaller and smaller, until it is within the bytes.
Encoded encodedWithin(const QImage &picture, bool lossless, const PictureLimits &limits,
                      const std::atomic_bool &closing)
{
    const bool takesPng = limits.mimeTypes.contains(QLatin1String("image/png"));
    const bool takesJpeg = limits.mimeTypes.contains(QLatin1String("image/jpeg"));
    const bool transparent = isTransparent(picture);
    const qint64 most = limits.maxBytes > 0 ? limits.maxBytes : std::numeric_limits<qint64>::max();
    const bool png = takesPng && (transparent || lossless || !takesJpeg)
        && (transparent || !takesJpeg || qint64{picture.width()} * picture.height() <= largestPng);
    QImage image = picture;
    for (int step = 0; step < shrinkSteps && !closing; ++step) {
        if (png) {
            const QByteArray bytes = encoded(image, "PNG", -1);
            if (!bytes.isEmpty() && bytes.size() <= most)
                return {bytes, QStringLiteral("image/png"), image.size()};
        }
        // A photograph that was kept lossless is given up for its size before its pixels are.
        if (takesJpeg && !(png && transparent)) {
            const QImage flat = transparent ? onWhite(image) : image;
            for (const int quality : jpegQualities) {
                const QByteArray bytes = encoded(flat, "JPEG", quality);
                if (!bytes.isEmpty() && bytes.size() <= most)
                    return {bytes, QStringLiteral("image/jpeg"), image.size()};
            }
        }
        image = picture.scaled(
            (QSizeF(picture.size()) * std::pow(shrinkStep, step + 1)).toSize().expandedTo({1, 1}),
            Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    }
    return {};
}

/// Tells this question from others.
QString keyFor(const QString &path, const PictureLimits &limits)
{
    const QFileInfo info(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const QStringList facts{info.absoluteFilePath(),
                            QString::number(info.size()),
                            QString::number(info.lastModified().toMSecsSinceEpoch()),
                            QString::number(limits.maxPixels.width()),
                            QString::number(limits.maxPixels.height()),
                            QString::number(limits.maxArea),
                            QString::number(limits.maxBytes),
                            limits.mimeTypes.join(u',')};
    hash.addData(facts.join(QChar(u'\n')).toUtf8());
    return QString::fromLatin1(hash.result().toHex().left(24));
}

/// The copy that was made before, where it still is.
std::optional<ConvertedPicture> copyIn(const QString &folder)
{
    // Under these names only whole copies lie.
    const QFileInfoList files = QDir(folder).entryInfoList(
        {QStringLiteral("*.png"), QStringLiteral("*.jpg")}, QDir::Files | QDir::Readable);
    for (const QFileInfo &file : files) {
        const QString type = typeOf(file.filePath());
        const auto size = imageSize(file.filePath());
        if (size && type.startsWith(QLatin1String("image/")))
            return ConvertedPicture{file.absoluteFilePath(), type, *size, file.size()};
    }
    return std::nullopt;
}

/// What people see in the form, and the model's server gets: the picture's name and what was done.
QString copyName(const QString &path, bool isSmaller)
{
    const QString name =
        safeFileText(QFileInfo(path).completeBaseName(), Words::tr("picture", "name of a file"));
    return isSmaller ? Words::tr("%1 (smaller)", "name of a file").arg(name)
                     : Words::tr("%1 (converted)", "name of a file").arg(name);
}

PictureConverter::Result convertPicture(const QString &path, const PictureLimits &limits,
                                        const QString &folder, const std::atomic_bool &closing)
{
    // Names are for people, and may be alike; each copy lies in a folder of its own.
    const QString place = folder + u'/' + keyFor(path, limits);
    if (const auto known = copyIn(place))
        return *known;
    const QString sourceType = typeOf(path);
    Expected<QImage, Error> loaded = loadFor(path, sourceType, limits);
    if (!loaded)
        return Unexpected{loaded.error()};
    QImage image = *loaded;
    const QSize whole = image.size();
    if (image.colorSpace().isValid() && image.colorSpace() != QColorSpace(QColorSpace::SRgb))
        image.convertToColorSpace(QColorSpace(QColorSpace::SRgb));
    const QSize size = fitted(image.size(), limits);
    if (size != image.size())
        image = image.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation);
    image = image.convertToFormat(image.hasAlphaChannel() ? QImage::Format_ARGB32
                                                          : QImage::Format_RGB32);

    const Encoded result = encodedWithin(image, isLossless(sourceType), limits, closing);
    if (closing)
        return Unexpected{Error::canceled()};
    if (result.bytes.isEmpty())
        return Unexpected{Error::media(
            Words::tr("“%1” cannot be made to fit what the model takes. Choose another picture.")
                .arg(QFileInfo(path).fileName()))};
    const bool isSmaller = result.pixels.width() < whole.width();
    const QString target = place + u'/' + copyName(path, isSmaller) + extensionFor(result.mimeType);
    QDir().mkpath(place);
    QSaveFile file(target);
    if (!file.open(QIODevice::WriteOnly) || file.write(result.bytes) != result.bytes.size()
        || !file.commit())
        return Unexpected{
            Error::storage(Words::tr("The converted picture could not be saved to %1: %2.")
                               .arg(QDir::toNativeSeparators(folder), file.errorString()))};
    return ConvertedPicture{target, result.mimeType, result.pixels, result.bytes.size()};
}

} // namespace

PictureConverter::PictureConverter(QString folder)
    : m_folder(std::move(folder))
{
    m_pool.setMaxThreadCount(1);
}

PictureConverter::~PictureConverter()
{
    m_closing = true;
    m_pool.waitForDone();
}

QFuture<PictureConverter::Result> PictureConverter::convert(const QString &path,
                                                            const PictureLimits &limits)
{
    return QtConcurrent::run(&m_pool, [this, path, limits, folder = m_folder]() -> Result {
        if (m_closing)
            return Unexpected{Error::canceled()};
        return convertPicture(path, limits, folder, m_closing);
    });
}

bool PictureConverter::isNeeded(const QString &path, const PictureLimits &limits)
{
    const QString type = typeOf(path);
    if (!type.startsWith(QLatin1String("image/")) || imageFormatFor(type).isEmpty())
        return false;
    if (!limits.mimeTypes.contains(type))
        return true;
    const auto size = imageSize(path);
    if (!size)
        return false;
    const bool large = limits.maxBytes > 0 && QFileInfo(path).size() > limits.maxBytes;
    return large || fitted(*size, limits) != *size;
}

} // namespace peregrine
