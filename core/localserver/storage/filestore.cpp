#include "core/localserver/storage/filestore.h"

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/localserver/serverid.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonObject>
#include <QMimeDatabase>
#include <QMutexLocker>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStorageInfo>

#include <utility>

namespace peregrine::localserver {

namespace {

constexpr qint64 maximumMetaBytes = 64 * 1024;
constexpr int maximumNameLength = 255;
constexpr qint64 pruneEverySeconds = 3600;
// Left for everybody else on the disk.
constexpr qint64 reservedBytes = 64 * 1024 * 1024;
constexpr qint64 copyBytes = 1024 * 1024;

Error cannotWrite(const QString &path, const QString &reason)
{
    return Error::storage(QCoreApplication::translate("peregrine::LocalServer",
                                                      "The local server cannot write %1: %2")
                              .arg(QDir::toNativeSeparators(path), reason));
}

/// Appends all parts to the first. On failure too, none of the others is left.
Expected<Done, QString> joinParts(const QStringList &parts)
{
    QFile whole(parts.first());
    QString fault;
    if (parts.size() > 1 && !whole.open(QIODevice::WriteOnly | QIODevice::Append))
        fault = whole.errorString();
    for (const QString &path : parts.mid(1)) {
        QFile part(path);
        if (fault.isEmpty() && !part.open(QIODevice::ReadOnly))
            fault = part.errorString();
        while (fault.isEmpty() && !part.atEnd()) {
            const QByteArray piece = part.read(copyBytes);
            if (piece.isEmpty())
                fault = part.errorString();
            else if (whole.write(piece) != piece.size())
                fault = whole.errorString();
        }
        part.remove();
    }
    if (fault.isEmpty() && (!whole.isOpen() || whole.flush()))
        return Done{};
    if (fault.isEmpty())
        fault = whole.errorString();
    whole.remove();
    return Unexpected{fault};
}

QString fileIdIn(const QString &path)
{
    static const QString start = QStringLiteral("/v3.fal.media/files/local/");
    if (!path.startsWith(start))
        return {};
    const QString id = path.mid(start.size(), 36);
    const QChar next = path.size() > start.size() + 36 ? path.at(start.size() + 36) : QChar(u'.');
    return isServerId(id) && next == u'.' ? id : QString();
}

} // namespace

QByteArray cleanContentType(const QByteArray &type)
{
    static const QRegularExpression pattern(
        QStringLiteral("\\A[A-Za-z0-9!#$&^_.+-]{1,64}/[A-Za-z0-9!#$&^_.+-]{1,64}"
                       "(; ?charset=[A-Za-z0-9_-]{1,32})?\\z"));
    const QByteArray trimmed = type.trimmed();
    return pattern.match(QString::fromLatin1(trimmed)).hasMatch()
        ? trimmed
        : QByteArray("application/octet-stream");
}

QString StoredFile::urlPath() const
{
    const QString plain = QString::fromLatin1(contentType).section(u';', 0, 0);
    QString suffix = QMimeDatabase().mimeTypeForName(plain).preferredSuffix();
    if (suffix.isEmpty())
        suffix = QStringLiteral("bin");
    return QStringLiteral("/v3.fal.media/files/local/%1.%2").arg(id, suffix);
}

FileStore::FileStore(const QString &folder, Limits limits, std::shared_ptr<const Clock> clock)
    : m_folder(folder + QLatin1String("/files"))
    , m_parts(folder + QLatin1String("/incoming"))
    , m_limits(limits)
    , m_clock(std::move(clock))
{ }

Expected<Done, Error> FileStore::open() const
{
    QDir(m_parts).removeRecursively();
    for (const QString &folder : {m_folder, m_parts}) {
        if (!QDir().mkpath(folder)) {
            return Unexpected{Error::storage(
                QCoreApplication::translate("peregrine::LocalServer",
                                            "The local server cannot make its folder %1.")
                    .arg(QDir::toNativeSeparators(folder)))};
        }
    }
    // Left by a death between the two.
    const QFileInfoList metas = QDir(m_folder).entryInfoList({QStringLiteral("*.json")});
    for (const QFileInfo &meta : metas) {
        if (!QFile::exists(contentPath(meta.completeBaseName())))
            QFile::remove(meta.filePath());
    }
    return Done{};
}

void FileStore::prune()
{
    const QMutexLocker lock(&m_mutex);
    pruneLocked({});
}

QString FileStore::newPartPath() const
{
    return m_parts + u'/' + makeIdText();
}

bool FileStore::diskHasRoomFor(qint64 bytes) const
{
    const QStorageInfo disk(m_parts);
    return !disk.isValid() || bytes + reservedBytes <= disk.bytesAvailable();
}

Expected<StoredFile, Error> FileStore::add(const QByteArray &bytes,
                                           const UploadDescription &description)
{
    QSaveFile file(newPartPath());
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return Unexpected{cannotWrite(file.fileName(), file.errorString())};
    return adopt(makeIdText(), {file.fileName()}, description);
}

Expected<StoredFile, Error> FileStore::adopt(const QString &id, const QStringList &parts,
                                             const UploadDescription &description)
{
    if (const Expected<Done, QString> joined = joinParts(parts); !joined)
        return Unexpected{cannotWrite(contentPath(id), joined.error())};
    QFile whole(parts.first());
    StoredFile stored;
    stored.id = id;
    stored.path = contentPath(id);
    stored.contentType = cleanContentType(description.contentType);
    stored.name = description.name.left(maximumNameLength);
    stored.size = whole.size();
    stored.access = description.lifecycle.access;
    if (description.lifecycle.expiration)
        stored.expires = m_clock->now().addSecs(*description.lifecycle.expiration);

    // Whoever prunes must not see the content without its description.
    const QMutexLocker lock(&m_mutex);
    removeLocked(id);
    if (const Expected<Done, Error> described = describe(stored, description.lifecycle);
        !described) {
        whole.remove();
        return Unexpected{described.error()};
    }
    if (!whole.rename(stored.path)) {
        const Error error = cannotWrite(stored.path, whole.errorString());
        whole.remove();
        removeLocked(id);
        return Unexpected{error};
    }
    m_totalBytes += stored.size;
    if (m_totalBytes > m_limits.totalBytes || m_pruned.secsTo(m_clock->now()) > pruneEverySeconds)
        pruneLocked(id);
    return stored;
}

bool FileStore::remove(const QString &id)
{
    const QMutexLocker lock(&m_mutex);
    if (!isServerId(id) || !QFile::exists(contentPath(id)))
        return false;
    removeLocked(id);
    return !QFile::exists(contentPath(id));
}

Expected<Done, Error> FileStore::describe(const StoredFile &stored,
                                          const ObjectLifecycle &lifecycle) const
{
    QSaveFile meta(metaPath(stored.id));
    QJsonObject json{
        {QStringLiteral("content_type"), QString::fromLatin1(stored.contentType)},
        {QStringLiteral("name"), stored.name},
        {QStringLiteral("lifecycle"), lifecycle.toJson()},
    };
    if (stored.expires.isValid())
        json.insert(QStringLiteral("expires"), stored.expires.toString(Qt::ISODateWithMs));
    if (!meta.open(QIODevice::WriteOnly) || meta.write(toJson(json)) < 0 || !meta.commit())
        return Unexpected{cannotWrite(meta.fileName(), meta.errorString())};
    return Done{};
}

std::optional<StoredFile> FileStore::find(const QString &id) const
{
    const std::optional<StoredFile> stored = isServerId(id) ? read(id) : std::nullopt;
    const bool over = stored && stored->expires.isValid() && stored->expires <= m_clock->now();
    return over ? std::nullopt : stored;
}

std::optional<StoredFile> FileStore::read(const QString &id) const
{
    QFile meta(metaPath(id));
    const QFileInfo content(contentPath(id));
    if (!content.isFile() || !meta.open(QIODevice::ReadOnly) || meta.size() > maximumMetaBytes)
        return std::nullopt;
    const Expected<QJsonValue, QString> json = parseJson(meta.readAll());
    if (!json || !json->isObject())
        return std::nullopt;
    const QJsonObject object = json->toObject();
    StoredFile stored;
    stored.id = id;
    stored.path = content.filePath();
    stored.contentType =
        cleanContentType(object.value(QStringLiteral("content_type")).toString().toLatin1());
    stored.name = object.value(QStringLiteral("name")).toString();
    stored.size = content.size();
    const Expected<ObjectLifecycle, QString> lifecycle =
        ObjectLifecycle::fromJson(object.value(QStringLiteral("lifecycle")).toObject());
    // What cannot be read is not given to everybody.
    stored.access = lifecycle ? lifecycle->access : ObjectLifecycle::Access::Hide;
    stored.expires = QDateTime::fromString(object.value(QStringLiteral("expires")).toString(),
                                           Qt::ISODateWithMs);
    return stored;
}

bool FileStore::isOwnUrl(const QUrl &url)
{
    static const QStringList hosts{QStringLiteral("127.0.0.1"), QStringLiteral("localhost"),
                                   QStringLiteral("::1")};
    return url.scheme() == QLatin1String("http") && hosts.contains(url.host())
        && url.path().startsWith(QLatin1String("/v3.fal.media/files/"));
}

std::optional<StoredFile> FileStore::findByUrl(const QUrl &url) const
{
    return isOwnUrl(url) ? find(fileIdIn(url.path())) : std::nullopt;
}

void FileStore::removeLocked(const QString &id)
{
    m_totalBytes -= QFileInfo(contentPath(id)).size();
    QFile::remove(contentPath(id));
    QFile::remove(metaPath(id));
}

QString FileStore::contentPath(const QString &id) const
{
    return m_folder + u'/' + id + QLatin1String(".data");
}

QString FileStore::metaPath(const QString &id) const
{
    return m_folder + u'/' + id + QLatin1String(".json");
}

void FileStore::pruneLocked(const QString &keepId)
{
    m_pruned = m_clock->now();
    const QDateTime oldest = m_pruned.addSecs(-m_limits.maximumAgeSeconds);
    const QFileInfoList files =
        QDir(m_folder).entryInfoList({QStringLiteral("*.data")}, QDir::Files, QDir::Time);
    qint64 total = 0;
    int removed = 0;
    // Newest first: what no longer fits is the oldest.
    for (const QFileInfo &file : files) {
        const QString id = file.completeBaseName();
        const bool keep = id == keepId
            || (find(id) && file.lastModified() >= oldest
                && total + file.size() <= m_limits.totalBytes);
        if (keep) {
            total += file.size();
        } else {
            removeLocked(id);
            ++removed;
        }
    }
    m_totalBytes = total;
    if (removed > 0)
        qCInfo(lcLocalServer) << "Removed" << removed << "old files";
}

} // namespace peregrine::localserver
