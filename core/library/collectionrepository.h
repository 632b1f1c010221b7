#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/library/collection.h"
#include "core/library/collectioncontent.h"

#include <QFuture>
#include <QList>
#include <QObject>

namespace peregrine {

class Store;

/// Collections of the library. Calls return at once, the work is done on the store's thread. What
/// is in one is found by `in:"name"`.
class CollectionRepository : public QObject
{
    Q_OBJECT

public:
    /// The store must outlive it.
    explicit CollectionRepository(Store &store, QObject *parent = nullptr);

    /// By name.
    [[nodiscard]] QFuture<Expected<QList<Collection>, Error>> all();
    /// Inserts, or renames or changes the one with its id. A Validation error: the name is empty or
    /// taken. Emits changed().
    QFuture<Expected<Done, Error>> save(const Collection &collection);
    /// Forgets it; the assets stay. Answers what it was, for restore(). Emits changed().
    QFuture<Expected<CollectionContent, Error>> remove(const CollectionId &id);
    /// Undoes remove(). Emits changed().
    QFuture<Expected<Done, Error>> restore(const CollectionContent &content);
    /// Puts assets into one that is by hand; answers which were not in it, for take() to undo.
    /// Emits changed().
    QFuture<Expected<QList<AssetId>, Error>> put(const CollectionId &id,
                                                 const QList<AssetId> &assets);
    /// Takes assets out; answers which were in it, for put() to undo. Emits changed().
    QFuture<Expected<QList<AssetId>, Error>> take(const CollectionId &id,
                                                  const QList<AssetId> &assets);
    /// The collections by hand that an asset is in, by name.
    [[nodiscard]] QFuture<Expected<QList<Collection>, Error>> of(const AssetId &asset);

Q_SIGNALS:
    /// By whichever repository on the store: names, searches or what is in them.
    void changed();

private:
    Store &m_store;
};

} // namespace peregrine
