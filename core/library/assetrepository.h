#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/jobs/asset.h"
#include "core/library/assetmarks.h"
#include "core/library/assetsource.h"
#include "core/library/importedasset.h"
#include "core/library/judgementchange.h"
#include "core/library/libraryfacts.h"
#include "core/library/libraryindex.h"
#include "core/library/libraryquery.h"

#include <QFuture>
#include <QList>
#include <QObject>
#include <QThreadPool>

#include <memory>

namespace peregrine {

class IndexCache;
class Store;

/// The assets of the library. Calls return at once, the work is done on the store's thread, in the
/// order of the calls. What is in the trash is in none of the answers.
class AssetRepository : public QObject
{
    Q_OBJECT

public:
    /// The store must outlive it.
    explicit AssetRepository(Store &store, QObject *parent = nullptr);
    /// Waits for files on their way to the trash.
    ~AssetRepository() override;

    /// All that a query finds, in its order, without what a grid asks for tile by tile. Cancel the
    /// future when the answer is not wanted any more.
    [[nodiscard]] QFuture<Expected<LibraryIndex, Error>> index(const LibraryQuery &query = {});
    /// The assets with these ids, in this order; those that are not there are left out.
    [[nodiscard]] QFuture<Expected<QList<Asset>, Error>> load(const QList<AssetId> &ids);
    /// What is in the library, for side bars and completion.
    [[nodiscard]] QFuture<Expected<LibraryFacts, Error>> facts();

    /// Newest first; with `before`, those older than it.
    [[nodiscard]] QFuture<Expected<QList<Asset>, Error>> newest(int limit,
                                                                const AssetId &before = {});
    /// As newest(), of what a typed search finds; see parseLibraryQuery().
    [[nodiscard]] QFuture<Expected<QList<Asset>, Error>> search(const QString &words, int limit,
                                                                const AssetId &before = {});
    /// NotFound when there is none.
    [[nodiscard]] QFuture<Expected<Asset, Error>> find(const AssetId &id);
    /// In the order of their index.
    [[nodiscard]] QFuture<Expected<QList<Asset>, Error>> ofJob(const JobId &id);

    /// What an asset was made from, as far as it is in the library.
    [[nodiscard]] QFuture<Expected<QList<AssetSource>, Error>> sources(const AssetId &id);
    /// What was made from an asset, oldest first.
    [[nodiscard]] QFuture<Expected<QList<Asset>, Error>> madeFrom(const AssetId &id);

    /// Judges them all or none. Answers what their marks were before, for setMarks() to undo.
    /// Emits changed().
    QFuture<Expected<QList<AssetMarks>, Error>> judge(const QList<AssetId> &ids,
                                                      const JudgementChange &change);
    /// Puts marks back. Answers what they were before, for redo. Emits changed().
    QFuture<Expected<QList<AssetMarks>, Error>> setMarks(const QList<AssetMarks> &marks);

    /// Takes files into the library that are on disk already, all or none; an asset that is there
    /// is replaced, marks and all. Paths are not compared: see AssetFileRepository::at(). Emits
    /// added().
    QFuture<Expected<Done, Error>> add(const QList<ImportedAsset> &assets);

    /// Moves the files to the system's trash. Emits removed() for those that went; the error names
    /// the first that did not. A file that is already gone counts as moved.
    QFuture<Expected<Done, Error>> moveToTrash(const QList<Asset> &assets);
    /// Undoes moveToTrash(): files, marks, tags and collections are as they were. Answers what came
    /// back; emits added() for them. The error names the first that did not.
    QFuture<Expected<QList<Asset>, Error>> restoreFromTrash(const QList<AssetId> &ids);
    /// Forgets what has been in the trash for that many days, and what was removed from there.
    QFuture<Expected<Done, Error>> forgetTrashed(int days = 30);

Q_SIGNALS:
    /// By whichever repository on the store.
    void added(const QList<peregrine::AssetId> &ids);
    /// Marks, or what is known about the files.
    void changed(const QList<peregrine::AssetId> &ids);
    void removed(const QList<peregrine::AssetId> &ids);

private:
    Store &m_store;
    /// Only the store's thread touches it.
    std::shared_ptr<IndexCache> m_index;
    QThreadPool m_trash;
};

} // namespace peregrine
