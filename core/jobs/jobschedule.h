#pragma once

#include "core/base/ids.h"
#include "core/jobs/joblane.h"

#include <QHash>
#include <QList>
#include <QSet>
#include <QString>

#include <optional>

namespace peregrine {

/// A job that waits here, as far as its turn is concerned.
struct WaitingJob
{
    JobId id;
    /// As Job::server.
    QString server;
    JobLane lane = JobLane::Interactive;
    /// Not sent before the user says so.
    bool held = false;
    /// Its place among the waiting jobs: lower goes first. Only the order of ranks counts.
    double rank = 0;

    friend bool operator==(const WaitingJob &, const WaitingJob &) = default;
};

/// Which waiting job is sent next: the user's order, interactive jobs before background ones, no
/// more at once than a server's account may run, none while the queue is paused. Pure: it sends
/// nothing and keeps nothing on disk. Ranks are what is to be kept; changed() names them.
class JobSchedule
{
public:
    static constexpr int defaultLimit = 2;

    /// At the end of its lane. A job that comes back from the disk (with a rank) takes its place.
    void add(const WaitingJob &job, bool keepsRank = false);
    void remove(const JobId &id);
    [[nodiscard]] bool contains(const JobId &id) const { return m_rows.contains(id); }
    /// Null when it does not wait.
    [[nodiscard]] const WaitingJob *find(const JobId &id) const;
    /// In the order in which they would be sent, held ones in their places.
    [[nodiscard]] QList<JobId> order() const;
    [[nodiscard]] qsizetype size() const { return m_order.size(); }

    /// Before another one; an empty id: at the end. From then on a background job counts as one
    /// that somebody waits for, when it was put among such.
    void move(const JobId &id, const JobId &before);
    /// To the front, and no longer held.
    void sendNext(const JobId &id);
    void setHeld(const JobId &id, bool held);

    /// Nothing is sent while it is.
    void setPaused(bool paused) { m_paused = paused; }
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// One server's jobs wait: its account is locked or has no balance.
    void setBlocked(const QString &server, bool blocked);
    [[nodiscard]] bool isBlocked(const QString &server) const { return m_blocked.contains(server); }
    /// How many of a server's jobs may be under way at once; at least 1.
    void setLimit(const QString &server, int limit);
    [[nodiscard]] int limit(const QString &server) const;

    /// The job whose turn it is, by how many are under way on each server; nothing while none may
    /// go.
    [[nodiscard]] std::optional<JobId> next(const QHash<QString, int> &underWay) const;

    /// Jobs whose rank, lane or hold has changed since the last call; forgets them.
    [[nodiscard]] QList<WaitingJob> takeChanged();

private:
    void insert(qsizetype at, const WaitingJob &job);
    /// A rank for that place; numbers all anew where two neighbours leave no room.
    [[nodiscard]] double rankFor(qsizetype at);
    void renumber();
    void note(const JobId &id);

    QList<WaitingJob> m_order;
    /// For contains(); the place is looked for in the list, which is short or hardly ever changed.
    QSet<JobId> m_rows;
    QSet<JobId> m_changed;
    QSet<QString> m_blocked;
    QHash<QString, int> m_limits;
    bool m_paused = false;
};

} // namespace peregrine
