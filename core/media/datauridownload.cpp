#include "core/media/datauridownload.h"

#include <QLocale>

namespace peregrine {

namespace {

/// "image/png" of "data:image/png;base64,..."; empty when there is none.
QString announcedType(const QByteArray &uri)
{
    const QByteArray head = uri.left(256);
    const qsizetype colon = head.indexOf(':');
    const qsizetype end = head.indexOf(',');
    if (colon < 0 || end < 0)
        return {};
    return QString::fromLatin1(head.mid(colon + 1, end - colon - 1)).section(u';', 0, 0);
}

Expected<QByteArray, Error> decoded(const QByteArray &uri)
{
    const qsizetype comma = uri.indexOf(',');
    const Error malformed = Error::media(DataUriDownload::tr(
        "The result's file came inside the answer, but is not readable there."));
    if (comma < 0)
        return Unexpected{malformed};
    const QByteArray data = QByteArray::fromPercentEncoding(uri.mid(comma + 1));
    if (!uri.left(comma).toLower().endsWith(";base64"))
        return data;
    auto bytes = QByteArray::fromBase64Encoding(
        data, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes)
        return Unexpected{malformed};
    return bytes.decoded;
}

Expected<Done, Error> writeDecoded(PartFile &part, const QByteArray &uri, qint64 maxBytes)
{
    const auto bytes = decoded(uri);
    if (!bytes)
        return Unexpected{bytes.error()};
    if (bytes->isEmpty())
        return Unexpected{Error::media(DataUriDownload::tr("The server sent an empty file."))};
    if (bytes->size() > maxBytes)
        return Unexpected{
            Error::media(DataUriDownload::tr(
                             "The file is larger than %1, the most that is fetched for one result.")
                             .arg(QLocale().formattedDataSize(maxBytes)))};
    return part.write(*bytes);
}

} // namespace

DataUriDownload::DataUriDownload(const DownloadRequest &request, QThreadPool &workers,
                                 QObject *parent)
    : FileDownload(request, workers, parent)
{
    const QByteArray uri = request.url.toEncoded();
    if (uri.size() > maxUriBytes) {
        fail(Error::media(tr("The result's file came inside the answer and is larger than %1.")
                              .arg(QLocale().formattedDataSize(maxUriBytes))));
        return;
    }
    if (auto fits = checkSpace(request.folder, uri.size()); !fits) {
        fail(fits.error());
        return;
    }
    if (!openPart())
        return;
    const QString expected =
        request.expectedType.isEmpty() ? announcedType(uri) : request.expectedType;
    finishFile([uri, maxBytes = request.maxBytes](
                   PartFile &part) { return writeDecoded(part, uri, maxBytes); },
               expected);
}

} // namespace peregrine
