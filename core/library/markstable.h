#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/library/assetmarks.h"
#include "core/library/judgementchange.h"

#include <QList>
#include <QSqlDatabase>

namespace peregrine {

/// What people add to assets, in the database. All on the store's thread, in a transaction of the
/// caller's.
class MarksTable
{
public:
    /// It must outlive it.
    explicit MarksTable(const QSqlDatabase &database);

    /// In the order of the ids, each once. NotFound when one of them is not there.
    [[nodiscard]] Expected<QList<AssetMarks>, Error> read(const QList<AssetId> &ids) const;
    /// Makes of the marks that were read what they are to be, one by one. What does not change is
    /// not touched, and what changes alike changes at once: thousands are judged in a moment.
    [[nodiscard]] Expected<Done, Error> change(const QList<AssetMarks> &from,
                                               const QList<AssetMarks> &to) const;

    /// What becomes of the marks. Tags are trimmed, on one line, each once whatever its case, and
    /// sorted; a note is cut where it is too long to be one.
    [[nodiscard]] static AssetMarks changed(AssetMarks marks, const JudgementChange &change);
    [[nodiscard]] static QStringList tidyTags(const QStringList &tags);

private:
    [[nodiscard]] Expected<Done, Error> run(const QString &sql, const QVariantList &values) const;
    [[nodiscard]] Expected<Done, Error> writeJudgement(const QStringList &ids,
                                                       const Judgement &judgement) const;
    [[nodiscard]] Expected<Done, Error> writeTexts(const AssetMarks &marks) const;
    [[nodiscard]] Expected<Done, Error> writeTags(const QVariant &number,
                                                  const QStringList &tags) const;
    [[nodiscard]] Expected<Done, Error> forgetUnusedTags() const;

    const QSqlDatabase &m_database;
};

} // namespace peregrine
