#include "core/fal/storage/datauri.h"

#include "core/fal/storage/filefacts.h"
#include "core/fal/storage/uploadreader.h"

#include <QCoreApplication>
#include <QLocale>
#include <QtConcurrent>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::DataUri)
};

Expected<QString, Error> encoded(const FalFile &file, qint64 limit)
{
    const FileFacts facts = factsOf(file, 0);
    if (!facts.problem.isEmpty())
        return Unexpected{Error::storage(facts.problem)};
    if (facts.body.size() > limit) {
        Error error;
        error.kind = Error::Kind::Validation;
        error.message =
            Text::tr("%1 is too large to go along in the input: it has %2, at most %3 can. Upload "
                     "it instead.")
                .arg(facts.fileName, QLocale().formattedDataSize(facts.body.size()),
                     QLocale().formattedDataSize(limit));
        return Unexpected{error};
    }
    UploadReader reader(facts.body);
    QByteArray bytes(facts.body.size(), Qt::Uninitialized);
    qint64 have = 0;
    if (!reader.open())
        return Unexpected{Error::storage(reader.problem())};
    while (have < bytes.size()) {
        const qint64 count = reader.read(bytes.data() + have, bytes.size() - have);
        if (count <= 0)
            return Unexpected{Error::storage(reader.problem())};
        have += count;
    }
    return QString(QStringLiteral("data:%1;base64,").arg(facts.contentType)
                   + QString::fromLatin1(bytes.toBase64()));
}

Error malformed()
{
    return Error::malformed(Text::tr("This is not a readable data URI."));
}

} // namespace

QFuture<Expected<QString, Error>> dataUri(const FalFile &file, qint64 limit)
{
    return QtConcurrent::run([file, limit] { return encoded(file, limit); });
}

Expected<DataUri, Error> readDataUri(const QString &uri, qint64 limit)
{
    constexpr qsizetype longestHead = 1024;
    const qsizetype comma = QStringView(uri).left(longestHead).indexOf(u',');
    if (!uri.startsWith(QLatin1String("data:"), Qt::CaseInsensitive) || comma < 0)
        return Unexpected{malformed()};
    // Percent-encoding takes three characters for a byte, base64 four for three.
    if (uri.size() - comma > 3 * limit + 4) {
        return Unexpected{Error::malformed(
            Text::tr("The data URI holds more than %1.").arg(QLocale().formattedDataSize(limit)))};
    }
    QString type = uri.mid(5, comma - 5);
    const bool base64 = type.endsWith(QLatin1String(";base64"), Qt::CaseInsensitive);
    if (base64)
        type.chop(7);
    DataUri read;
    read.contentType = type.isEmpty() ? QStringLiteral("text/plain;charset=US-ASCII") : type;
    read.bytes = QByteArray::fromPercentEncoding(QStringView(uri).mid(comma + 1).toUtf8());
    if (base64) {
        auto decoded = QByteArray::fromBase64Encoding(
            read.bytes, QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return Unexpected{malformed()};
        read.bytes = std::move(decoded.decoded);
    }
    if (read.bytes.size() > limit) {
        return Unexpected{Error::malformed(
            Text::tr("The data URI holds more than %1.").arg(QLocale().formattedDataSize(limit)))};
    }
    return read;
}

} // namespace peregrine
