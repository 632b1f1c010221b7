#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/jobs/asset.h"
#include "core/jobs/job.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace peregrine {

/// A job's results between the server and the library. They come down into a folder of their own
/// beside the results. When all are there, a journal says where each goes, then they move; the
/// journal stays until the library knows them. So after a crash at any moment either nothing of
/// them is among the results, or the journal finishes what was begun: no file is there twice and
/// none half. All calls block; any thread, one at a time for a job.
class ResultStaging
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::ResultStaging)

public:
    /// What the library is to learn.
    struct Published
    {
        /// With their final paths.
        QList<Asset> assets;
        QJsonObject output;
        QDateTime endedAt;
    };

    ResultStaging(QString resultsFolder, const Job &job);

    /// Absolute; made when the first file is written into it.
    [[nodiscard]] const QString &folder() const { return m_folder; }
    /// Moves the files of these assets, which lie in folder(), and their receipt among the results,
    /// under free names that begin with the base name. Never replaces a file. What has begun to
    /// move when it fails is left to recover().
    [[nodiscard]] Expected<Published, Error> publish(const QList<Asset> &assets,
                                                     const QString &baseName) const;
    /// Finishes what a crash has interrupted. Nothing: the results have to be fetched again;
    /// what lies here is removed.
    [[nodiscard]] std::optional<Published> recover() const;
    /// The library knows the results, or nobody wants them: removes the folder with all in it.
    void clear() const;

    /// Removes what these jobs have left behind, which have ended, and what is so old that nobody
    /// will come for it. Other programs may be at work in other folders.
    static void clearLeftovers(const QString &resultsFolder, const QSet<JobId> &ended);

private:
    struct Journal;

    [[nodiscard]] std::optional<Journal> readJournal() const;
    [[nodiscard]] Expected<Done, Error> writeJournal(const Journal &journal) const;
    [[nodiscard]] Expected<Done, Error> move(Journal &journal) const;
    [[nodiscard]] Published published(const Journal &journal) const;

    QString m_results;
    Job m_job;
    QString m_folder;
};

} // namespace peregrine
