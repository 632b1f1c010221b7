#include "core/fal/storage/filefacts.h"

#include "core/fal/storage/uploadreader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QMimeDatabase>

#include <memory>
#include <openssl/evp.h>

namespace peregrine {

namespace {

/// What the type's magic looks at.
constexpr qint64 beginningBytes = 16 * 1024;
constexpr qint64 hashBufferBytes = 1024 * 1024;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::FileUpload)
};

/// Types of which many others are made: the name tells more.
bool isCommonGround(const QMimeType &type)
{
    static const QStringList grounds{
        QStringLiteral("application/zip"), QStringLiteral("application/xml"),
        QStringLiteral("application/gzip"), QStringLiteral("application/json"),
        QStringLiteral("application/x-ole-storage")};
    return type.isDefault() || type.name().startsWith(QLatin1String("text/"))
        || grounds.contains(type.name());
}

QString nameFor(const QString &contentType, qint64 nowMs)
{
    const QMimeType type =
        QMimeDatabase().mimeTypeForName(contentType.section(u';', 0, 0).trimmed());
    const QString suffix = type.isValid() && !type.preferredSuffix().isEmpty()
        ? type.preferredSuffix()
        : QStringLiteral("bin");
    return QStringLiteral("%1.%2").arg(nowMs).arg(suffix);
}

} // namespace

QString contentTypeOf(const QString &fileName, const QByteArray &beginning)
{
    const QMimeDatabase database;
    const QMimeType byContent = database.mimeTypeForData(beginning);
    if (fileName.isEmpty())
        return byContent.name();
    const QMimeType byName = database.mimeTypeForFile(fileName, QMimeDatabase::MatchExtension);
    if (byName.isDefault())
        return byContent.name();
    const bool nameTellsMore = isCommonGround(byContent) || byName.inherits(byContent.name());
    return nameTellsMore || beginning.isEmpty() ? byName.name() : byContent.name();
}

FileFacts factsOf(const FalFile &file, qint64 nowMs)
{
    FileFacts facts;
    facts.fileName = file.fileName;
    QByteArray beginning = file.bytes.left(beginningBytes);
    facts.body = UploadBody::ofBytes(file.bytes);
    if (!file.path.isEmpty()) {
        const QFileInfo info(file.path);
        if (facts.fileName.isEmpty())
            facts.fileName = info.fileName();
        QFile onDisk(file.path);
        const auto stamp = FileStamp::of(file.path);
        if (!info.exists()) {
            facts.problem = Text::tr("The file %1 is not there any more.").arg(info.fileName());
        } else if (!info.isFile() || !stamp) {
            facts.problem = Text::tr("%1 is not a file.").arg(QDir::toNativeSeparators(file.path));
        } else if (!onDisk.open(QIODevice::ReadOnly | QIODevice::Unbuffered)) {
            facts.problem = Text::tr("The file %1 cannot be read: %2.")
                                .arg(info.fileName(), onDisk.errorString());
        } else {
            facts.body = UploadBody::ofFile(file.path, *stamp);
            beginning = onDisk.read(beginningBytes);
        }
    }
    if (!facts.problem.isEmpty())
        return facts;
    facts.contentType =
        file.contentType.isEmpty() ? contentTypeOf(facts.fileName, beginning) : file.contentType;
    if (facts.fileName.isEmpty())
        facts.fileName = nameFor(facts.contentType, nowMs);
    return facts;
}

QByteArray sha256Of(const UploadBody &body, const std::atomic_bool &stop)
{
    // OpenSSL uses the processor's instructions for it, QCryptographicHash does not: 7 times
    // faster.
    struct Free
    {
        void operator()(EVP_MD_CTX *context) const { EVP_MD_CTX_free(context); }
    };
    const std::unique_ptr<EVP_MD_CTX, Free> context(EVP_MD_CTX_new());
    UploadReader reader(body);
    if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1 || !reader.open())
        return {};
    QByteArray buffer(hashBufferBytes, Qt::Uninitialized);
    for (;;) {
        if (stop)
            return {};
        const qint64 count = reader.read(buffer.data(), buffer.size());
        if (count < 0)
            return {};
        if (count == 0)
            break;
        EVP_DigestUpdate(context.get(), buffer.constData(), static_cast<size_t>(count));
    }
    if (!reader.isUnchanged())
        return {};
    QByteArray digest(EVP_MD_get_size(EVP_sha256()), Qt::Uninitialized);
    // QByteArray counts chars, OpenSSL unsigned ones.
    EVP_DigestFinal_ex(context.get(), reinterpret_cast<unsigned char *>(digest.data()), nullptr);
    return digest;
}

} // namespace peregrine
