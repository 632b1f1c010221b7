#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QList>
#include <QSqlDatabase>
#include <QStringList>

namespace peregrine {

/// "Pere" in the file's header says that a SQLite file is a library of ours.
inline constexpr int libraryApplicationId = 0x50657265;

/// What leads from one version to the next.
struct MigrationStep
{
    QStringList statements;
    /// Afterwards, what statements cannot say.
    Expected<Done, Error> (*work)(const QSqlDatabase &database) = nullptr;
};

/// What leads from version n (the index) to version n + 1. Only ever append; never edit a step that
/// has shipped.
[[nodiscard]] const QList<MigrationStep> &librarySteps();

/// Runs the steps that are missing, each in one transaction with its version number. The caller has
/// made sure that the file is not newer than the steps.
[[nodiscard]] Expected<Done, Error> migrate(QSqlDatabase &database,
                                            const QList<MigrationStep> &steps);

/// PRAGMA user_version: how many steps the file has seen.
[[nodiscard]] Expected<int, Error> schemaVersion(const QSqlDatabase &database);

} // namespace peregrine
