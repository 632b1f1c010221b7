#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QList>
#include <QObject>
#include <QSqlDatabase>
#include <QTimer>

namespace peregrine {

class Store;

/// Notices what another program (peregrine-cli) has put into the library or taken out of it, and
/// announces it as LibraryNews. As long as nobody else writes, a look costs next to nothing. Lives
/// in one thread; safe to delete at any moment.
class LibraryWatch : public QObject
{
    Q_OBJECT

public:
    static constexpr int defaultIntervalMs = 3000;

    /// The store must outlive it.
    explicit LibraryWatch(Store &store, QObject *parent = nullptr);

    /// What is there now is known; looks from time to time. When the store is open.
    void start(int intervalMs = defaultIntervalMs);
    /// Looks at once, unless it is looking.
    void look();

private:
    /// What is there, at some moment.
    struct Sight
    {
        /// SQLite's, which another program's writing changes; -1 before the first look.
        qint64 version = -1;
        qint64 count = 0;
        /// The number of the newest row.
        qint64 last = 0;
        /// Sorted.
        QList<AssetId> ids;
    };
    struct Change
    {
        Sight sight;
        QList<AssetId> added;
        QList<AssetId> removed;
    };

    [[nodiscard]] static Expected<Change, Error> compare(const QSqlDatabase &database,
                                                         const Sight &known);
    void take(const Change &change);

    Store &m_store;
    Sight m_known;
    bool m_looking = false;
    QTimer m_timer;
};

} // namespace peregrine
