#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/library/assetmarks.h"
#include "core/library/judgementchange.h"

#include <QSqlDatabase>

namespace peregrine {

/// What people add to assets, in the database. All on the store's thread, in a transaction of the
/// caller's.
class MarksTable
{
public:
    explicit MarksTable(const QSqlDatabase &database);

    /// NotFound when there is no such asset.
    [[nodiscard]] Expected<AssetMarks, Error> read(const AssetId &id) const;
    /// Replaces all marks of the asset, if it is still there.
    [[nodiscard]] Expected<Done, Error> write(const AssetMarks &marks) const;
    /// Forgets tags that no asset has.
    [[nodiscard]] Expected<Done, Error> forgetUnusedTags() const;

    /// What becomes of the marks. Tags are trimmed, on one line, each once whatever its case, and
    /// sorted; a note is cut where it is too long to be one.
    [[nodiscard]] static AssetMarks changed(AssetMarks marks, const JudgementChange &change);
    [[nodiscard]] static QStringList tidyTags(const QStringList &tags);

private:
    [[nodiscard]] Expected<Done, Error> writeTags(qint64 asset, const QStringList &tags) const;
    [[nodiscard]] Expected<Done, Error> writeWords(qint64 asset, const AssetMarks &marks) const;

    const QSqlDatabase &m_database;
};

} // namespace peregrine
