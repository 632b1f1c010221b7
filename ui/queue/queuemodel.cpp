#include "ui/queue/queuemodel.h"

#include "ui/queue/jobtext.h"

#include <QRegularExpression>

#include <algorithm>
#include <chrono>

namespace peregrine {

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
        return jobtext::summary(job, QDateTime::currentDateTimeUtc());
    case Qt::DisplayRole:
        return job.title();
    case Qt::DecorationRole:
        return m_thumbnails.value(job.id);
    case Qt::ToolTipRole: {
        const QString reason = job.error ? job.error->message : QString();
        return QStringList({job.title(), job.modelTitle, reason})
            .filter(QRegularExpression(QStringLiteral(".")))
            .join(u'\n');
    }
    case Qt::AccessibleTextRole:
        return QStringLiteral("%1. %2. %3")
            .arg(job.title(), job.modelTitle,
                 jobtext::summary(job, QDateTime::currentDateTimeUtc()));
    default:
        return {};
    }
}

void QueueModel::upsert(const QList<Job> &jobs)
{
    QList<Job> fresh;
    for (const Job &job : jobs) {
        const int row = rowOf(job.id);
        if (row < 0) {
            fresh.append(job);
            continue;
        }
        m_jobs[m_jobs.size() - 1 - row] = job;
        Q_EMIT dataChanged(index(row), index(row));
    }
    if (!fresh.isEmpty()) {
        beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
        for (const Job &job : std::as_const(fresh)) {
            m_slots.insert(job.id, m_jobs.size());
            m_jobs.append(job);
        }
        endInsertRows();
    }
    recount();
}

void QueueModel::remove(const JobId &id)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    beginRemoveRows({}, row, row);
    const qsizetype slot = m_slots.take(id);
    m_jobs.removeAt(slot);
    m_thumbnails.remove(id);
    for (qsizetype i = slot; i < m_jobs.size(); ++i)
        m_slots[m_jobs.at(i).id] = i;
    endRemoveRows();
    recount();
}

void QueueModel::setThumbnail(const JobId &id, const QPixmap &thumbnail)
{
    const int row = rowOf(id);
    if (row < 0)
        return;
    m_thumbnails.insert(id, thumbnail);
    Q_EMIT dataChanged(index(row), index(row), {Qt::DecorationRole});
}

void QueueModel::recount()
{
    m_active = static_cast<int>(std::count_if(m_jobs.cbegin(), m_jobs.cend(),
                                              [](const Job &job) { return isActive(job.state); }));
    if (m_active > 0 && !m_second.isActive())
        m_second.start();
    else if (m_active == 0)
        m_second.stop();
    Q_EMIT countsChanged();
}

void QueueModel::tick()
{
    for (int row = 0; row < rowCount(); ++row) {
        if (isActive(m_jobs.at(m_jobs.size() - 1 - row).state))
            Q_EMIT dataChanged(index(row), index(row), {SummaryRole});
    }
}

} // namespace peregrine
