#include "core/jobs/jobschedule.h"

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

constexpr double step = 1024;

} // namespace

const WaitingJob *JobSchedule::find(const JobId &id) const
{
    const auto found = std::find_if(m_order.cbegin(), m_order.cend(),
                                    [&id](const WaitingJob &job) { return job.id == id; });
    return found == m_order.cend() ? nullptr : &*found;
}

QList<JobId> JobSchedule::order() const
{
    QList<JobId> ids;
    ids.reserve(m_order.size());
    for (const WaitingJob &job : m_order)
        ids.append(job.id);
    return ids;
}

void JobSchedule::add(const WaitingJob &job, bool keepsRank)
{
    if (m_rows.contains(job.id))
        return;
    if (keepsRank) {
        const auto place = std::upper_bound(
            m_order.cbegin(), m_order.cend(), job,
            [](const WaitingJob &a, const WaitingJob &b) { return a.rank < b.rank; });
        m_rows.insert(job.id);
        m_order.insert(place - m_order.cbegin(), job);
        return;
    }
    const auto firstBackground =
        std::find_if(m_order.cbegin(), m_order.cend(),
                     [](const WaitingJob &waiting) { return waiting.lane == JobLane::Background; });
    insert(job.lane == JobLane::Interactive ? firstBackground - m_order.cbegin() : m_order.size(),
           job);
}

void JobSchedule::insert(qsizetype at, const WaitingJob &job)
{
    WaitingJob placed = job;
    placed.rank = rankFor(at);
    m_rows.insert(job.id);
    m_order.insert(at, placed);
    note(job.id);
}

double JobSchedule::rankFor(qsizetype at)
{
    if (m_order.isEmpty())
        return 0;
    if (at == m_order.size())
        return m_order.constLast().rank + step;
    if (at == 0)
        return m_order.constFirst().rank - step;
    const auto between = [this, at] { return (m_order.at(at - 1).rank + m_order.at(at).rank) / 2; };
    const double rank = between();
    if (rank > m_order.at(at - 1).rank && rank < m_order.at(at).rank)
        return rank;
    renumber();
    return between();
}

void JobSchedule::renumber()
{
    double rank = 0;
    for (WaitingJob &job : m_order) {
        job.rank = rank;
        rank += step;
        note(job.id);
    }
}

void JobSchedule::note(const JobId &id)
{
    m_changed.insert(id);
}

void JobSchedule::remove(const JobId &id)
{
    if (!m_rows.remove(id))
        return;
    m_changed.remove(id);
    m_order.removeIf([&id](const WaitingJob &job) { return job.id == id; });
}

void JobSchedule::move(const JobId &id, const JobId &before)
{
    const WaitingJob *found = find(id);
    if (!found || id == before || (!before.isEmpty() && !m_rows.contains(before)))
        return;
    WaitingJob job = *found;
    m_order.removeIf([&id](const WaitingJob &waiting) { return waiting.id == id; });
    const auto place =
        std::find_if(m_order.cbegin(), m_order.cend(),
                     [&before](const WaitingJob &waiting) { return waiting.id == before; });
    // What is put before a job that somebody waits for is waited for as well; what is put behind a
    // batch has time.
    const qsizetype at = place - m_order.cbegin();
    const bool amongInteractive = place != m_order.cend() && place->lane == JobLane::Interactive;
    const bool behindBackground = at > 0 && m_order.at(at - 1).lane == JobLane::Background;
    if (amongInteractive)
        job.lane = JobLane::Interactive;
    else if (behindBackground)
        job.lane = JobLane::Background;
    insert(at, job);
}

void JobSchedule::sendNext(const JobId &id)
{
    const WaitingJob *found = find(id);
    if (!found)
        return;
    WaitingJob job = *found;
    job.held = false;
    job.lane = JobLane::Interactive;
    m_order.removeIf([&id](const WaitingJob &waiting) { return waiting.id == id; });
    insert(0, job);
}

void JobSchedule::setHeld(const JobId &id, bool held)
{
    for (WaitingJob &job : m_order) {
        if (job.id != id || job.held == held)
            continue;
        job.held = held;
        note(id);
    }
}

void JobSchedule::setBlocked(const QString &server, bool blocked)
{
    if (blocked)
        m_blocked.insert(server);
    else
        m_blocked.remove(server);
}

void JobSchedule::setLimit(const QString &server, int limit)
{
    m_limits.insert(server, std::max(1, limit));
}

int JobSchedule::limit(const QString &server) const
{
    return m_limits.value(server, defaultLimit);
}

std::optional<JobId> JobSchedule::next(const QHash<QString, int> &underWay) const
{
    if (m_paused)
        return std::nullopt;
    for (const WaitingJob &job : m_order) {
        const bool hasSlot = underWay.value(job.server) < limit(job.server);
        if (!job.held && hasSlot && !m_blocked.contains(job.server))
            return job.id;
    }
    return std::nullopt;
}

QList<WaitingJob> JobSchedule::takeChanged()
{
    QList<WaitingJob> changed;
    for (const WaitingJob &job : std::as_const(m_order)) {
        if (m_changed.contains(job.id))
            changed.append(job);
    }
    m_changed.clear();
    return changed;
}

} // namespace peregrine
