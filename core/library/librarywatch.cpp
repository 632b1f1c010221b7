#include "core/library/librarywatch.h"

#include "core/base/async.h"
#include "core/base/logging.h"
#include "core/library/sqlhelpers.h"
#include "core/library/store.h"

#include <algorithm>
#include <iterator>

namespace peregrine {

LibraryWatch::LibraryWatch(Store &store, QObject *parent)
    : QObject(parent)
    , m_store(store)
{
    connect(&m_timer, &QTimer::timeout, this, &LibraryWatch::look);
}

void LibraryWatch::start(int intervalMs)
{
    m_timer.start(intervalMs);
    look();
}

void LibraryWatch::look()
{
    if (m_looking)
        return;
    m_looking = true;
    whenDone(this, m_store.run([known = m_known](QSqlDatabase &database) {
        return compare(database, known);
    }),
             [this](const Expected<Change, Error> &change) {
                 m_looking = false;
                 if (change)
                     take(*change);
                 else
                     qCWarning(lcLibrary) << "Not looked at:" << change.error().message;
             });
}

Expected<LibraryWatch::Change, Error> LibraryWatch::compare(const QSqlDatabase &database,
                                                            const Sight &known)
{
    Change change;
    change.sight = known;
    const auto version = scalar(database, QStringLiteral("PRAGMA data_version"));
    if (!version)
        return Unexpected{version.error()};
    change.sight.version = version->toLongLong();
    if (change.sight.version == known.version)
        return change;
    // Most of what others write are the states of their jobs.
    auto row = execute(database,
                       QStringLiteral("SELECT count(*), coalesce(max(number), 0) FROM assets"
                                      " WHERE trashed_at IS NULL"));
    if (!row)
        return Unexpected{row.error()};
    if (row->next()) {
        change.sight.count = row->value(0).toLongLong();
        change.sight.last = row->value(1).toLongLong();
    }
    if (change.sight.count == known.count && change.sight.last == known.last)
        return change;
    auto rows = execute(database, QStringLiteral("SELECT id FROM assets WHERE trashed_at IS NULL"));
    if (!rows)
        return Unexpected{rows.error()};
    QList<AssetId> ids;
    while (rows->next())
        ids.append(AssetId(rows->value(0).toString()));
    std::sort(ids.begin(), ids.end());
    std::set_difference(ids.cbegin(), ids.cend(), known.ids.cbegin(), known.ids.cend(),
                        std::back_inserter(change.added));
    std::set_difference(known.ids.cbegin(), known.ids.cend(), ids.cbegin(), ids.cend(),
                        std::back_inserter(change.removed));
    change.sight.ids = std::move(ids);
    return change;
}

void LibraryWatch::take(const Change &change)
{
    const bool first = m_known.version < 0;
    m_known = change.sight;
    if (first)
        return;
    if (!change.added.isEmpty())
        m_store.news().announceAdded(change.added);
    if (!change.removed.isEmpty())
        m_store.news().announceRemoved(change.removed);
}

} // namespace peregrine
