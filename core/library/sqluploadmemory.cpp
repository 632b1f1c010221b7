#include "core/library/sqluploadmemory.h"

#include "core/base/logging.h"
#include "core/library/sqlhelpers.h"
#include "core/library/store.h"
#include "core/library/timecolumn.h"
#include "core/library/transaction.h"

namespace peregrine {

namespace {

using Found = Expected<QList<RememberedUpload>, Error>;

/// Files of one size are few; more need not be compared.
constexpr int maxOfOneSize = 200;

/// Qt binds a null string as NULL, which the columns refuse.
QString text(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

QString text(const QByteArray &value)
{
    return text(QString::fromUtf8(value));
}

Found read(const QSqlDatabase &database, const UploadOwner &owner, qint64 size)
{
    auto rows =
        execute(database,
                QStringLiteral("SELECT sha256, content_type, lifecycle, url, expires_at, checked_at"
                               " FROM uploads WHERE server = ? AND account = ? AND size = ?"
                               " ORDER BY checked_at DESC LIMIT ?"),
                {text(owner.server), text(owner.account), size, maxOfOneSize});
    if (!rows)
        return Unexpected{rows.error()};
    QList<RememberedUpload> found;
    while (rows->next()) {
        RememberedUpload upload;
        upload.identity.owner = owner;
        upload.identity.size = size;
        upload.identity.sha256 = QByteArray::fromHex(rows->value(0).toByteArray());
        upload.identity.contentType = rows->value(1).toString();
        upload.identity.lifecycle = rows->value(2).toString().toUtf8();
        upload.url = QUrl(rows->value(3).toString());
        upload.expiresAt = timeFromColumn(rows->value(4));
        upload.checkedAt = timeFromColumn(rows->value(5));
        found.append(upload);
    }
    return found;
}

Expected<Done, Error> write(const QSqlDatabase &database, const RememberedUpload &upload, int most)
{
    Transaction transaction(database);
    if (auto begun = transaction.begin(); !begun)
        return begun;
    const UploadIdentity &identity = upload.identity;
    const auto written = execute(
        database,
        QStringLiteral("INSERT INTO uploads (server, account, size, sha256, content_type,"
                       " lifecycle, url, expires_at, checked_at)"
                       " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                       " ON CONFLICT (server, account, size, sha256, content_type, lifecycle)"
                       " DO UPDATE SET url = excluded.url, expires_at = excluded.expires_at,"
                       " checked_at = excluded.checked_at"),
        {text(identity.owner.server), text(identity.owner.account), identity.size,
         text(identity.sha256.toHex()), text(identity.contentType), text(identity.lifecycle),
         upload.url.toString(QUrl::FullyEncoded), timeToColumn(upload.expiresAt),
         timeToColumn(upload.checkedAt)});
    if (!written)
        return Unexpected{written.error()};
    const auto bounded =
        execute(database,
                QStringLiteral("DELETE FROM uploads WHERE id IN (SELECT id FROM uploads"
                               " ORDER BY checked_at DESC, id DESC LIMIT -1 OFFSET ?)"),
                {most});
    if (!bounded)
        return Unexpected{bounded.error()};
    return transaction.commit();
}

void warn(const Expected<Done, Error> &done)
{
    if (!done)
        qCWarning(lcLibrary) << "uploads:" << done.error().message;
}

} // namespace

SqlUploadMemory::SqlUploadMemory(Store &store, int most)
    : m_store(store)
    , m_most(most)
{ }

QFuture<QList<RememberedUpload>> SqlUploadMemory::find(const UploadOwner &owner, qint64 size)
{
    return m_store
        .run([owner, size](QSqlDatabase &database) { return read(database, owner, size); })
        .then([](const Found &found) {
            if (found)
                return *found;
            qCWarning(lcLibrary) << "uploads:" << found.error().message;
            return QList<RememberedUpload>();
        });
}

void SqlUploadMemory::remember(const RememberedUpload &upload)
{
    m_store.run([upload, most = m_most](QSqlDatabase &database) {
        const auto done = write(database, upload, most);
        warn(done);
        return done;
    });
}

void SqlUploadMemory::forget(const QUrl &url)
{
    m_store.run([url](QSqlDatabase &database) -> Expected<Done, Error> {
        const auto done = execute(database, QStringLiteral("DELETE FROM uploads WHERE url = ?"),
                                  {url.toString(QUrl::FullyEncoded)});
        if (!done)
            qCWarning(lcLibrary) << "uploads:" << done.error().message;
        return Done{};
    });
}

} // namespace peregrine
