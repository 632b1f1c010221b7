#pragma once

#include "core/base/clipfacts.h"

#include <QCache>
#include <QDateTime>
#include <QFuture>
#include <QHash>
#include <QObject>
#include <QString>
#include <QThreadPool>

#include <atomic>
#include <optional>

namespace peregrine {

/// Remembers what probeClip() has found out about files of this machine, until they change on disk.
/// One file after the other is looked into, on a worker. Lives in one thread; safe to delete at any
/// moment (stops the look that is under way).
class ClipBook : public QObject
{
    Q_OBJECT

public:
    explicit ClipBook(QObject *parent = nullptr);
    ~ClipBook() override;

    /// Looks into the file unless that is done or under way. In the order of the calls.
    QFuture<ClipFacts> probe(const QString &path);
    /// Nothing when the file has not been looked into as it is now, or is not there.
    [[nodiscard]] std::optional<ClipFacts> known(const QString &path) const;
    [[nodiscard]] bool isProbing() const { return !m_underWay.isEmpty(); }

Q_SIGNALS:
    /// The last look that was asked for is over, whatever it has found.
    void allProbed();

private:
    /// A file as it was when it was looked into.
    struct Version
    {
        qint64 bytes = -1;
        QDateTime modified;

        friend bool operator==(const Version &, const Version &) = default;
    };
    struct Entry
    {
        Version version;
        ClipFacts facts;
    };

    [[nodiscard]] static Version versionOf(const QString &path);

    QCache<QString, Entry> m_entries;
    QHash<QString, QFuture<ClipFacts>> m_underWay;
    std::atomic_bool m_closing{false};
    QThreadPool m_pool;
};

} // namespace peregrine
