#include "core/library/sqlhelpers.h"

#include "core/base/logging.h"

#include <QCoreApplication>
#include <QDir>
#include <QVariant>

namespace peregrine {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("peregrine::Store", text);
}

QString damagedText()
{
    return tr(QT_TRANSLATE_NOOP("peregrine::Store",
                                "The library %1 is damaged. Nothing was overwritten. Restore the "
                                "file from a backup, or move it to another place and start again "
                                "with an empty library; your result files are not touched."));
}

QString messageFor(const QSqlError &error, const QString &shown)
{
    if (isSqliteError(error, SqliteCode::Full))
        return tr(QT_TRANSLATE_NOOP("peregrine::Store",
                                    "The disk that holds the library %1 is full. Free some space "
                                    "and try again; nothing that was saved before is lost."))
            .arg(shown);
    if (isSqliteError(error, SqliteCode::Corrupt) || isSqliteError(error, SqliteCode::NotADatabase))
        return damagedText().arg(shown);
    if (isSqliteError(error, SqliteCode::ReadOnly) || isSqliteError(error, SqliteCode::CantOpen))
        return tr(QT_TRANSLATE_NOOP("peregrine::Store",
                                    "The library %1 cannot be written. Allow writing to the file "
                                    "and its folder, or choose another folder with --data-dir."))
            .arg(shown);
    if (isSqliteError(error, SqliteCode::Busy))
        return tr(QT_TRANSLATE_NOOP("peregrine::Store",
                                    "The library %1 is in use by another program that does not let "
                                    "go of it. Close the other program and try again."))
            .arg(shown);
    return tr(QT_TRANSLATE_NOOP("peregrine::Store",
                                "The library %1 could not be read or written (%2). Check that its "
                                "disk works and has free space, then try again."))
        .arg(shown, error.databaseText());
}

} // namespace

bool isSqliteError(const QSqlError &error, SqliteCode code)
{
    bool isNumber = false;
    const int native = error.nativeErrorCode().toInt(&isNumber);
    return isNumber && (native & 0xff) == static_cast<int>(code);
}

Error storageError(const QSqlError &error, const QString &databasePath)
{
    qCWarning(lcLibrary) << "SQLite error" << error.nativeErrorCode() << error.databaseText()
                         << error.driverText();
    return Error::storage(messageFor(error, QDir::toNativeSeparators(databasePath)));
}

Error damagedLibrary(const QString &databasePath)
{
    return Error::storage(damagedText().arg(QDir::toNativeSeparators(databasePath)));
}

Expected<QSqlQuery, Error> execute(const QSqlDatabase &database, const QString &sql,
                                   const QVariantList &values)
{
    QSqlQuery query(database);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return Unexpected{storageError(query.lastError(), database.databaseName())};
    for (const QVariant &value : values)
        query.addBindValue(value);
    if (!query.exec())
        return Unexpected{storageError(query.lastError(), database.databaseName())};
    return query;
}

Expected<QVariant, Error> scalar(const QSqlDatabase &database, const QString &sql,
                                 const QVariantList &values)
{
    auto query = execute(database, sql, values);
    if (!query)
        return Unexpected{query.error()};
    return query->next() ? query->value(0) : QVariant();
}

} // namespace peregrine
