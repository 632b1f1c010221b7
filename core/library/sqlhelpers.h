#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QString>
#include <QVariantList>

namespace peregrine {

/// SQLite's primary result codes that get words of their own.
enum class SqliteCode {
    Busy = 5,
    ReadOnly = 8,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CantOpen = 14,
    NotADatabase = 26
};

/// True when the error is SQLite's with that primary code.
[[nodiscard]] bool isSqliteError(const QSqlError &error, SqliteCode code);

/// A Storage error in words for people: what went wrong with which file, and what to do. SQLite's
/// own words go to the log.
[[nodiscard]] Error storageError(const QSqlError &error, const QString &databasePath);

/// The file is damaged: says so, and the way out.
[[nodiscard]] Error damagedLibrary(const QString &databasePath);

/// Prepares, binds in order and executes. The query is active and forward only.
[[nodiscard]] Expected<QSqlQuery, Error> execute(const QSqlDatabase &database, const QString &sql,
                                                 const QVariantList &values = {});

/// The first column of the first row; an invalid variant when there is no row.
[[nodiscard]] Expected<QVariant, Error> scalar(const QSqlDatabase &database, const QString &sql,
                                               const QVariantList &values = {});

} // namespace peregrine
