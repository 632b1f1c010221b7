#pragma once

#include "core/library/assethashes.h"

#include <QList>
#include <QObject>
#include <QThreadPool>

#include <atomic>

namespace peregrine {

class Store;

/// Looks at the files of the library in the background, one after the other and the newest first:
/// what their content is and what the pictures look like, for finding copies, similar pictures and
/// where results were used. Goes on with what is new or has changed. A file that cannot be read is
/// left for the next start. Lives in one thread; safe to delete at any moment.
class PictureHashes : public QObject
{
    Q_OBJECT

public:
    /// The store must outlive it. Nothing is read before start().
    explicit PictureHashes(Store &store, QObject *parent = nullptr);
    ~PictureHashes() override;

    /// When the store is open.
    void start();
    /// A pause begins after the file that is being read; nothing is lost by it.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_paused; }
    [[nodiscard]] bool isWorking() const { return m_working; }

Q_SIGNALS:
    /// These have been looked at.
    void hashed(const QList<peregrine::AssetId> &ids);
    /// There is nothing left to look at, for now.
    void finished();

private:
    void look();
    void next();
    void hash(const QList<UnhashedAsset> &assets);
    void keep(const QList<AssetHashes> &hashes);
    void end();

    Store &m_store;
    /// All below that number are still to be looked at in this pass.
    qint64 m_below = 0;
    bool m_started = false;
    bool m_paused = false;
    bool m_working = false;
    /// Something has come or changed since the pass began.
    bool m_again = false;
    /// Set: what runs in the pool ends soon.
    std::atomic_bool m_stop = false;
    QThreadPool m_pool;
};

} // namespace peregrine
