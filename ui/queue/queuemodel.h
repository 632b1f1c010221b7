#pragma once

#include "core/jobs/job.h"

#include <QAbstractListModel>
#include <QHash>
#include <QPixmap>
#include <QTimer>

namespace peregrine {

/// The jobs as rows, newest first. Fed by value. While some are under way their times move on once
/// a second.
class QueueModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        JobRole = Qt::UserRole + 1, ///< Job
        SummaryRole, ///< QString: the second line
    };

    explicit QueueModel(QObject *parent = nullptr);

    /// New jobs go to the top, known ones are replaced; one signal a run of rows. Of several with
    /// the same id the last one counts.
    void upsert(const QList<Job> &jobs);
    void remove(const JobId &id);
    void setThumbnail(const JobId &id, const QPixmap &thumbnail);
    /// The jobs that wait here, in the order in which they are sent, and whether none is sent now.
    void setWaiting(const QList<JobId> &order, bool paused);

    [[nodiscard]] Job jobAt(int row) const;
    /// -1 when it is not there.
    [[nodiscard]] int rowOf(const JobId &id) const;
    [[nodiscard]] int activeCount() const { return m_active; }
    [[nodiscard]] int endedCount() const { return m_ended; }
    [[nodiscard]] int waitingCount() const { return static_cast<int>(m_before.size()); }
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// Its place among those that wait; -1 when it does not.
    [[nodiscard]] int placeOf(const JobId &id) const { return m_before.value(id, -1); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void countsChanged();

private:
    [[nodiscard]] QString summaryOf(const Job &job) const;
    void tick();
    void count(JobState state, int by);
    void announceCounts();
    void announceRows(QList<int> rows, const QList<int> &roles = {});

    // Oldest first, so that new ones at the top renumber nothing.
    QList<Job> m_jobs;
    QHash<JobId, qsizetype> m_slots;
    QHash<JobId, QPixmap> m_thumbnails;
    /// Of each job that waits, how many are sent before it.
    QHash<JobId, int> m_before;
    bool m_paused = false;
    QTimer m_second;
    int m_active = 0;
    int m_ended = 0;
};

} // namespace peregrine
