#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/jobs/asset.h"
#include "core/jobs/job.h"
#include "core/library/store.h"
#include "core/settings/folders.h"

#include <QList>
#include <QRandomGenerator>
#include <QString>
#include <QTextStream>

#include <functional>

namespace peregrine::bench {

/// Makes libraries as somebody has them who has worked with the program for years: results spread
/// over models, prompts in several scripts, kinds, sizes, days and judgements. The same each time,
/// but for the ids. Blocks.
class LibraryMaker
{
public:
    struct Options
    {
        int assets = 50'000;
        /// So many of the newest have a real file; 0: none, all: -1.
        int files = 0;
        /// The longer side of the pictures that are drawn, pixels.
        int edge = 768;
        quint32 seed = 1;
    };
    using Progress = std::function<void(int done)>;

    LibraryMaker(Folders folders, Options options);

    /// Adds to the library in the folders, which is made when there is none.
    [[nodiscard]] Expected<Done, Error> make(const Progress &progress = {});

private:
    struct Made
    {
        Job job;
        QList<Asset> assets;
    };

    [[nodiscard]] Made nextJob(const QDateTime &when);
    [[nodiscard]] Asset assetOf(const Job &job, int index, MediaKind kind);
    [[nodiscard]] QString prompt();
    [[nodiscard]] QString pick(const QStringList &list);
    [[nodiscard]] bool chance(int percent);
    [[nodiscard]] Expected<Done, Error> judge(Store &store, const QList<AssetId> &ids);
    void writeFile(Asset &asset, int number) const;

    Folders m_folders;
    Options m_options;
    QRandomGenerator m_random;
    Job m_lastJob;
};

/// The library in a folder; where there is none, one is made there first, and `out` says so.
/// Blocks.
[[nodiscard]] Expected<Folders, Error>
libraryIn(const QString &folder, const LibraryMaker::Options &options, QTextStream &out);

} // namespace peregrine::bench
