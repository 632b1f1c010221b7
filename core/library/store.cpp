#include "core/library/store.h"

#include "core/base/ids.h"
#include "core/base/logging.h"
#include "core/library/migrations.h"
#include "core/library/sqlhelpers.h"
#include "core/library/transaction.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

namespace peregrine {

namespace {

constexpr int busyTimeoutMs = 5000;
/// Less than this is as good as full: a journal and one result do not fit.
constexpr qint64 leastFreeBytes = 1024 * 1024;

/// Refuses what must not be written to: a damaged file, another program's, a newer program's.
/// Reads only.
Expected<Done, Error> checkFile(const QSqlDatabase &database)
{
    const auto version = schemaVersion(database);
    if (!version)
        return Unexpected{version.error()};
    const auto tables = scalar(database, QStringLiteral("SELECT count(*) FROM sqlite_master"));
    if (!tables)
        return Unexpected{tables.error()};
    if (*version == 0 && tables->toInt() == 0)
        return Done{}; // new, or made and never filled

    const QString shown = QDir::toNativeSeparators(database.databaseName());
    const auto application = scalar(database, QStringLiteral("PRAGMA application_id"));
    if (!application)
        return Unexpected{application.error()};
    if (application->toInt() != libraryApplicationId)
        return Unexpected{Error::storage(
            Store::tr("The file %1 is a database of another program, not a Peregrine library. "
                      "Nothing was overwritten. Move it away, or choose another folder with "
                      "--data-dir.")
                .arg(shown))};
    if (*version > librarySteps().size())
        return Unexpected{Error::storage(
            Store::tr(
                "The library %1 was made by a newer version of Peregrine (library version %2, "
                "this program knows up to %3). Nothing was changed. Update Peregrine, or "
                "choose another folder with --data-dir.")
                .arg(shown)
                .arg(*version)
                .arg(librarySteps().size()))};

    const auto check = scalar(database, QStringLiteral("PRAGMA quick_check(1)"));
    if (!check)
        return Unexpected{check.error()};
    if (check->toString() != QLatin1String("ok")) {
        qCWarning(lcLibrary) << "quick_check:" << check->toString();
        return Unexpected{damagedLibrary(database.databaseName())};
    }
    return Done{};
}

/// A small write at the start: better told now than when the first job is lost.
Expected<Done, Error> proveWritable(const QSqlDatabase &database)
{
    const auto written =
        execute(database,
                QStringLiteral("INSERT INTO meta (key, value) VALUES ('opened_at', ?)"
                               " ON CONFLICT (key) DO UPDATE SET value = excluded.value"),
                {QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)});
    if (!written)
        return Unexpected{written.error()};
    return Done{};
}

} // namespace

Store::Store(QString databasePath, QString resultsFolder)
    : m_path(std::move(databasePath))
    , m_connection(QStringLiteral("library-") + makeIdText())
    , m_results(resultsFolder)
    , m_closedBecause(Error::storage(tr("The library is not open.")))
{
    m_thread.setMaxThreadCount(1);
    // One and the same thread for good: the connection belongs to it.
    m_thread.setExpiryTimeout(-1);
}

Store::~Store()
{
    m_thread.start([this] { close(); });
    m_thread.waitForDone();
}

QFuture<Expected<Done, Error>> Store::open()
{
    return onThread<Expected<Done, Error>>([this]() -> Expected<Done, Error> {
        if (!m_closedBecause)
            return Done{};
        auto opened = openNow();
        if (opened) {
            m_closedBecause.reset();
        } else {
            close();
            m_closedBecause = opened.error();
        }
        return opened;
    });
}

void Store::close()
{
    if (!QSqlDatabase::contains(m_connection))
        return;
    // The handle must be gone before its connection is removed.
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

Expected<Done, Error> Store::openNow()
{
    const QString shown = QDir::toNativeSeparators(m_path);
    const QString folder = QFileInfo(m_path).absolutePath();
    if (!QDir().mkpath(folder))
        return Unexpected{Error::storage(
            tr("The folder %1 for the library cannot be made. Check its permissions, or choose "
               "another folder with --data-dir.")
                .arg(QDir::toNativeSeparators(folder)))};
    const QStorageInfo storage(folder);
    if (storage.bytesTotal() > 0 && storage.bytesAvailable() < leastFreeBytes)
        return Unexpected{
            Error::storage(tr("The disk that holds the library %1 is full. Free some space and try "
                              "again; nothing that was saved before is lost.")
                               .arg(shown))};
    if (QFileInfo::exists(m_path)) {
        QFile file(m_path);
        if (!file.open(QIODevice::ReadWrite | QIODevice::ExistingOnly))
            return Unexpected{Error::storage(tr("The library %1 cannot be opened for writing (%2). "
                                                "Allow writing to the file, or "
                                                "choose another folder with --data-dir.")
                                                 .arg(shown, file.errorString()))};
    }
    if (auto connected = connectTo(); !connected)
        return connected;

    QSqlDatabase database = QSqlDatabase::database(m_connection, false);
    if (auto acceptable = checkFile(database); !acceptable)
        return acceptable;
    // FULL: with WAL, NORMAL may lose the last transactions when the power fails, and the last one
    // may be a job that is about to be paid for.
    for (const QString &pragma :
         {QStringLiteral("PRAGMA journal_mode = WAL"), QStringLiteral("PRAGMA synchronous = FULL"),
          QStringLiteral("PRAGMA foreign_keys = ON")}) {
        if (auto done = execute(database, pragma); !done)
            return Unexpected{done.error()};
    }
    if (auto migrated = migrate(database, librarySteps()); !migrated)
        return migrated;
    return proveWritable(database);
}

Expected<Done, Error> Store::connectTo()
{
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    if (!database.isValid())
        return Unexpected{Error::storage(
            tr("Qt's SQLite driver is missing. Install the package libqt6sql6-sqlite, then start "
               "Peregrine again."))};
    database.setDatabaseName(m_path);
    database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyTimeoutMs));
    if (!database.open())
        return Unexpected{storageError(database.lastError(), m_path)};
    return Done{};
}

QFuture<Expected<Done, Error>> Store::setResultsFolder(const QString &folder)
{
    return run([this, folder](QSqlDatabase &database) -> Expected<Done, Error> {
        const ResultsFolder next(folder);
        Transaction transaction(database);
        if (auto begun = transaction.begin(); !begun)
            return begun;
        auto rows = execute(database, QStringLiteral("SELECT id, path FROM assets"));
        if (!rows)
            return Unexpected{rows.error()};
        QList<std::pair<QString, QString>> moved;
        while (rows->next()) {
            const QString stored = rows->value(1).toString();
            const QString absolute = m_results.absolute(stored);
            if (!absolute.isEmpty() && next.stored(absolute) != stored)
                moved.append({rows->value(0).toString(), next.stored(absolute)});
        }
        for (const auto &[id, path] : std::as_const(moved)) {
            const auto done = execute(
                database, QStringLiteral("UPDATE assets SET path = ? WHERE id = ?"), {path, id});
            if (!done)
                return Unexpected{done.error()};
        }
        if (auto done = transaction.commit(); !done)
            return done;
        m_results = next;
        return Done{};
    });
}

} // namespace peregrine
