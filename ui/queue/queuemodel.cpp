#include "ui/queue/queuemodel.h"

#include "ui/queue/jobtext.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace peregrine {

namespace {

constexpr qsizetype longestTip = 600;

/// As rich text, which wraps; what others wrote stays text in it.
QString toolTip(const Job &job)
{
    QStringList lines;
    for (const QString &text :
         {job.title(), job.modelTitle, job.error ? job.error->message : QString()}) {
        if (text.isEmpty())
            continue;
        const QString shown = text.size() > longestTip ? text.left(longestTip) + u'…' : text;
        lines.append(shown.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")));
    }
    return lines.isEmpty() ? QString()
                           : QStringLiteral("<p>%1</p>").arg(lines.join(QStringLiteral("</p><p>")));
}

} // namespace

QueueModel::QueueModel(QObject *parent)
    : QAbstractListModel(parent)
{
    using namespace std::chrono_literals;
    m_second.setInterval(1s);
    connect(&m_second, &QTimer::timeout, this, &QueueModel::tick);
}

int QueueModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_jobs.size());
}

int QueueModel::rowOf(const JobId &id) const
{
    const auto it = m_slots.constFind(id);
    return it == m_slots.cend() ? -1 : static_cast<int>(m_jobs.size() - 1 - *it);
}

Job QueueModel::jobAt(int row) const
{
    return m_jobs.value(m_jobs.size() - 1 - row);
}

QVariant QueueModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Job &job = m_jobs.at(m_jobs.size() - 1 - index.row());
    switch (role) {
    case JobRole:
        return QVariant::fromValue(job);
    case SummaryRole:
        return summaryOf(job);
    case Qt::DisplayRole:
        return job.title();
    case Qt::DecorationRole:
        return m_thumbnails.value(job.id);
    case Qt::ToolTipRole:
        return toolTip(job);
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1. %2. %3").arg(job.title(), job.modelTitle, summaryOf(job));
    default:
        return {};
    }
}

QString QueueModel::summaryOf(const Job &job) const
{
    return job.state == JobState::Waiting
        ? jobtext::waiting(job, m_before.value(job.id, -1), m_paused)
        : jobtext::summary(job, QDateTime::currentDateTimeUtc());
}

void QueueModel::setWaiting(const QList<JobId> &order, bool paused)
{
    QHash<JobId, int> before;
    for (const JobId &id : order)
        before.insert(id, static_cast<int>(before.size()));
    const bool pausedChanged = paused != m_paused;
    m_paused = paused;
    QList<int> rows;
    for (auto entry = before.cbegin(); entry != before.cend(); ++entry) {
        const int row = rowOf(entry.key());
        if (row >= 0 && (pausedChanged || m_before.value(entry.key(), -1) != entry.value()))
            rows.append(row);
    }
    m_before = before;
    announceRows(std::move(rows), {SummaryRole, Qt::AccessibleTextRole});
    Q_EMIT countsChanged();
}

void QueueModel::upsert(const QList<Job> &jobs)
{
    QList<Job> fresh;
    QHash<JobId, qsizetype> freshSlots;
    QList<int> replaced;
    for (const Job &job : jobs) {
        if (const int row = rowOf(job.id); row >= 0) {
            Job &known = m_jobs[m_jobs.size() - 1 - row];
            count(known.state, -1);
            known = job;
            count(known.state, 1);
            replaced.append(row);
        } else if (const auto it = freshSlots.constFind(job.id); it != freshSlots.cend()) {
            fresh[*it] = job;
        } else {
            freshSlots.insert(job.id, fresh.size());
            fresh.append(job);
        }
    }
    announceRows(std::move(replaced));
    if (!fresh.isEmpty()) {
        beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
        for (const Job &job : std::as_const(fresh)) {
            m_slots.insert(job.id, m_jobs.size());
            m_jobs.append(job);
            count(job.state, 1);
        }
        endInsertRows();
    }
    announceCounts();
}

void QueueModel::remove(const JobId &id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    const qsizetype slot = m_slots.take(id);
    count(m_jobs.at(slot).state, -1);
    m_jobs.removeAt(slot);
    m_thumbnails.remove(id);
    for (qsizetype i = slot; i < m_jobs.size(); ++i)
        m_slots[m_jobs.at(i).id] = i;
    endRemoveRows();
    announceCounts();
}

void QueueModel::setThumbnail(const JobId &id, const QPixmap &thumbnail)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    m_thumbnails.insert(id, thumbnail);
    Q_EMIT dataChanged(index(row), index(row), {Qt::DecorationRole});
}

void QueueModel::count(JobState state, int by)
{
    if (isActive(state))
        m_active += by;
    else if (hasEnded(state))
        m_ended += by;
}

void QueueModel::announceCounts()
{
    if (m_active > 0 && !m_second.isActive())
        m_second.start();
    else if (m_active == 0)
        m_second.stop();
    Q_EMIT countsChanged();
}

void QueueModel::announceRows(QList<int> rows, const QList<int> &roles)
{
    std::sort(rows.begin(), rows.end());
    for (qsizetype first = 0; first < rows.size();) {
        qsizetype last = first;
        while (last + 1 < rows.size() && rows.at(last + 1) - rows.at(last) <= 1)
            ++last;
        Q_EMIT dataChanged(index(rows.at(first)), index(rows.at(last)), roles);
        first = last + 1;
    }
}

void QueueModel::tick()
{
    QList<int> rows;
    for (int row = 0; row < rowCount(); ++row) {
        if (isActive(m_jobs.at(m_jobs.size() - 1 - row).state))
            rows.append(row);
    }
    announceRows(std::move(rows), {SummaryRole});
}

} // namespace peregrine
