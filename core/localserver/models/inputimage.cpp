#include "core/localserver/models/inputimage.h"

#include <QBuffer>
#include <QFile>
#include <QImageReader>

#include <memory>

namespace peregrine::localserver {

namespace {

// fal's documented limit of a data URI.
constexpr qint64 maximumDataBytes = 10 * 1024 * 1024;
constexpr qint64 maximumFileBytes = 200 * 1024 * 1024;
// 100 MB as 32 bit pixels; larger sides are refused before anything is decoded.
constexpr qint64 maximumPixels = 25'000'000;
constexpr int maximumSide = 14'142;
constexpr int minimumSide = 8;

Unexpected<ModelAnswer> fault(const QString &field, const char *type, const QString &message,
                              const QJsonObject &context = {})
{
    return Unexpected{ModelAnswer::invalid(
        {inputFault({QStringLiteral("body"), field}, message, QLatin1String(type), context)})};
}

bool isDataUri(const QString &url)
{
    return url.startsWith(QLatin1String("data:"), Qt::CaseInsensitive);
}

Expected<QByteArray, ModelAnswer> dataOf(const QString &uri, const QString &field)
{
    // Four characters of base64 are three bytes; percent-encoding is longer still.
    if (uri.size() > maximumDataBytes / 3 * 4 + 1024) {
        return fault(field, "file_too_large", QStringLiteral("The data URI is too large."),
                     {{QStringLiteral("max_size"), maximumDataBytes}});
    }
    const qsizetype comma = uri.indexOf(u',');
    if (comma >= 0) {
        const QByteArray data = QStringView(uri).mid(comma + 1).toLatin1();
        if (!QStringView(uri).left(comma).endsWith(QLatin1String(";base64"), Qt::CaseInsensitive))
            return QByteArray::fromPercentEncoding(data);
        if (const auto decoded =
                QByteArray::fromBase64Encoding(data, QByteArray::AbortOnBase64DecodingErrors))
            return *decoded;
    }
    return fault(field, "file_download_error", QStringLiteral("The data URI is broken."));
}

Expected<QImage, ModelAnswer> read(QIODevice &device, const QString &field)
{
    QImageReader reader(&device);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    const QSize size = reader.size();
    if (size.isValid()
        && (size.width() > maximumSide || size.height() > maximumSide
            || qint64(size.width()) * size.height() > maximumPixels)) {
        return fault(field, "image_too_large", QStringLiteral("The picture has too many pixels."),
                     {{QStringLiteral("max_width"), maximumSide},
                      {QStringLiteral("max_height"), maximumSide}});
    }
    const QImage image = reader.read();
    if (image.isNull()) {
        return fault(field, "image_load_error",
                     QStringLiteral("The file is not a picture that can be read."));
    }
    if (image.width() < minimumSide || image.height() < minimumSide) {
        return fault(field, "image_too_small", QStringLiteral("The picture is too small."),
                     {{QStringLiteral("min_width"), minimumSide},
                      {QStringLiteral("min_height"), minimumSide}});
    }
    return image;
}

} // namespace

Expected<QImage, ModelAnswer> loadInputImage(const QString &url, const QString &field,
                                             const FileStore &files)
{
    std::unique_ptr<QIODevice> device;
    if (isDataUri(url)) {
        const Expected<QByteArray, ModelAnswer> data = dataOf(url, field);
        if (!data)
            return Unexpected{data.error()};
        auto buffer = std::make_unique<QBuffer>();
        buffer->setData(*data);
        device = std::move(buffer);
    } else {
        const QUrl address(url, QUrl::StrictMode);
        if (!FileStore::isOwnUrl(address)) {
            return fault(
                field, "file_download_error",
                QStringLiteral("The local server takes only files that were uploaded to it."));
        }
        const std::optional<StoredFile> file = files.findByUrl(address);
        if (!file) {
            return fault(
                field, "file_download_error",
                QStringLiteral("The file is not on the server any more. Upload it again."));
        }
        if (file->size > maximumFileBytes) {
            return fault(field, "file_too_large", QStringLiteral("The file is too large."),
                         {{QStringLiteral("max_size"), maximumFileBytes}});
        }
        device = std::make_unique<QFile>(file->path);
    }
    if (!device->open(QIODevice::ReadOnly))
        return fault(field, "file_download_error", QStringLiteral("The file cannot be read."));

    return read(*device, field);
}

Expected<QImage, ModelAnswer> loadInputImage(const QByteArray &file, const QString &field)
{
    QBuffer buffer;
    buffer.setData(file);
    buffer.open(QIODevice::ReadOnly);
    return read(buffer, field);
}

Expected<QImage, ModelAnswer> loadDataUri(const QString &uri, const QString &field)
{
    if (!isDataUri(uri)) {
        return fault(field, "file_download_error",
                     QStringLiteral("A realtime connection takes pictures as data URIs."));
    }
    const Expected<QByteArray, ModelAnswer> data = dataOf(uri, field);
    if (!data)
        return Unexpected{data.error()};
    return loadInputImage(*data, field);
}

} // namespace peregrine::localserver
