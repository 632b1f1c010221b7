#include "tests/gui/queue/queuereference.h"

#include <algorithm>

namespace peregrine::test {

namespace {

int sectionOf(JobState state)
{
    if (state == JobState::Waiting)
        return 1;
    return hasEnded(state) ? 2 : 0;
}

} // namespace

void QueueReference::upsert(const Job &job)
{
    const bool isNew = !m_jobs.contains(job.id);
    Known &known = m_jobs[job.id];
    if (isNew)
        known.number = ++m_number;
    if (isNew || known.section != sectionOf(job.state)) {
        known.section = sectionOf(job.state);
        known.arrival = ++m_arrival;
        m_order.removeOne(job.id);
    }
    known.job = job;
    bool isKnownGroup = false;
    for (const Known &other : std::as_const(m_jobs))
        isKnownGroup = isKnownGroup || (other.job.batch == job.batch && other.job.id != job.id);
    if (isNew && !isKnownGroup)
        m_groupNumbers.insert(job.batch, known.number);
    if (isNew && !isKnownGroup)
        m_folded.remove(job.batch);
}

void QueueReference::remove(const JobId &id)
{
    m_jobs.remove(id);
}

QList<JobId> QueueReference::waitingIds() const
{
    QList<JobId> ids;
    for (const Known &known : m_jobs) {
        if (known.job.state == JobState::Waiting)
            ids.append(known.job.id);
    }
    std::sort(ids.begin(), ids.end());
    return ids;
}

bool QueueReference::matches(const Job &job) const
{
    const QString text = (job.title() + u'\n' + job.modelTitle).toLower();
    const QStringList words = m_filter.text.toLower().split(u' ', Qt::SkipEmptyParts);
    return m_filter.wants(job.state)
        && std::all_of(words.cbegin(), words.cend(),
                       [&text](const QString &word) { return text.contains(word); });
}

QList<double> QueueReference::placeOf(const Known &known) const
{
    double order = known.arrival;
    if (known.section == 2)
        order = -known.arrival;
    if (known.section == 1) {
        const qsizetype place = m_order.indexOf(known.job.id);
        order = place >= 0 ? static_cast<double>(place) : 1e9 + known.arrival;
    }
    return {static_cast<double>(known.section), order, static_cast<double>(-known.number)};
}

QStringList QueueReference::rows() const
{
    QHash<BatchId, QList<Known>> groups;
    for (const Known &known : m_jobs)
        groups[known.job.batch].append(known);
    struct Group
    {
        QList<double> place;
        BatchId id;
        QList<Known> jobs;
    };
    const auto earlier = [](const QList<double> &a, const QList<double> &b) {
        return std::lexicographical_compare(a.cbegin(), a.cend(), b.cbegin(), b.cend());
    };
    QList<Group> sorted;
    for (auto it = groups.begin(); it != groups.end(); ++it) {
        std::sort(it->begin(), it->end(),
                  [&](const Known &a, const Known &b) { return earlier(placeOf(a), placeOf(b)); });
        QList<double> place = placeOf(it->constFirst()).first(2);
        place.append(-m_groupNumbers.value(it.key()));
        sorted.append({place, it.key(), *it});
    }
    std::sort(sorted.begin(), sorted.end(),
              [&](const Group &a, const Group &b) { return earlier(a.place, b.place); });
    QStringList rows;
    for (const Group &group : std::as_const(sorted)) {
        const bool hasHead = group.jobs.size() > 1;
        QStringList jobs;
        for (const Known &known : group.jobs) {
            if (matches(known.job))
                jobs.append(known.job.id.toString());
        }
        if (hasHead && !jobs.isEmpty())
            rows.append(u'[' + group.id.toString() + u']');
        const bool folded =
            m_filter.text.isEmpty() && hasHead && m_folded.value(group.id, group.jobs.size() > 4);
        if (!folded)
            rows.append(jobs);
    }
    return rows;
}

QueueCounts QueueReference::counts() const
{
    QueueCounts counts;
    for (const Known &known : m_jobs)
        counts.add(known.job.state, 1);
    return counts;
}

} // namespace peregrine::test
