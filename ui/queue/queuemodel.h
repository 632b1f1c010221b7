#pragma once

#include "ui/queue/queuejobs.h"
#include "ui/queue/queueprogress.h"
#include "ui/queue/queuerows.h"

#include <QAbstractTableModel>

#include <utility>
#include <vector>

namespace peregrine {

class DurationBook;

/// The jobs as rows. In the list's own order what is under way comes first, then what waits in the
/// order in which it is sent, then what has ended, the newest first; jobs of one batch stand under
/// a head that folds. Sorted by a column there are no heads. Fed by value; a change costs by the
/// rows that it touches, and moves them without a reset.
class QueueModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Title, State, Model, Server, Created, Started, Took, Cost, Request, ColumnCount };
    enum Role {
        JobRole = Qt::UserRole + 1, ///< Job; invalid for a head
        SummaryRole, ///< QString: the second line
        ProgressRole, ///< QueueProgress, where there is one
        GroupedRole, ///< bool: its batch has a head above it
        GroupRole, ///< BatchId of a head
        CountsRole, ///< QueueCounts of a head
        FoldedRole, ///< bool, of a head
    };

    explicit QueueModel(QObject *parent = nullptr);
    ~QueueModel() override;

    /// New jobs find their places, known ones are replaced. Of several with the same id the last
    /// one counts.
    void upsert(const QList<Job> &jobs);
    void remove(const QList<JobId> &ids);
    /// Kept in the size of a row.
    void setThumbnail(const JobId &id, const QPixmap &thumbnail);
    /// The jobs that wait here, in the order in which they are sent, and whether none is sent now.
    void setWaiting(const QList<JobId> &order, bool paused);
    /// Resets the rows, as sort() does.
    void setFilter(const QueueFilter &filter);
    /// By a column; -1 for the list's own order.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;
    [[nodiscard]] bool isSorted() const { return m_column >= 0; }
    void setFolded(const BatchId &group, bool folded);
    /// While a text is searched for, nothing is folded.
    [[nodiscard]] bool isFolded(const BatchId &group) const;
    /// What jobs usually take; must outlive the model.
    void setDurations(const DurationBook &durations);

    /// Null for a head. Valid until the model changes.
    [[nodiscard]] const Job *jobAt(int row) const;
    /// Of a head that of its batch; else an empty one.
    [[nodiscard]] BatchId headAt(int row) const;
    /// The jobs of a row: all of the batch for a head.
    [[nodiscard]] QList<JobId> idsAt(int row) const;
    /// The head above a job; an empty id where there is none.
    [[nodiscard]] BatchId headOf(const JobId &id) const;
    [[nodiscard]] int rowOfHead(const BatchId &id) const;
    [[nodiscard]] const Job *job(const JobId &id) const;
    /// Its row, or that of the head that hides it; -1 when neither is listed.
    [[nodiscard]] int rowOf(const JobId &id) const;
    [[nodiscard]] const QueueJobs &jobs() const { return m_jobs; }
    [[nodiscard]] const QueueCounts &counts() const { return m_jobs.counts(); }
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// Its place in what waits, 0 is the first; -1 when it does not wait.
    [[nodiscard]] int placeOf(const JobId &id) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

Q_SIGNALS:
    void countsChanged();
    /// Places in the order of sending are others: what is on show needs painting.
    void placesChanged();

private:
    /// What becomes of the rows that a change touches.
    struct Plan
    {
        QList<int> gone;
        std::vector<QueueRow> kept;
        std::vector<QueueRow> fresh;
        std::vector<std::pair<QueueRow, QueueKey>> rekeyed;
    };

    [[nodiscard]] bool isListed(const QueueEntry &entry) const;
    [[nodiscard]] bool isListed(const QueueGroup &group) const;
    [[nodiscard]] bool hides(const QueueGroup &group) const;
    [[nodiscard]] QueueKey keyOf(const QueueEntry &entry) const;
    [[nodiscard]] QueueKey keyOf(const QueueGroup &group) const;
    /// Rows follow what has changed.
    void apply(QueueChanges &changes);
    static void addMembers(QueueGroup &group, QueueChanges &changes);
    template <typename T> void plan(const T &item, const QueueRow &row, Plan &plan) const;
    void takeOut(QList<int> rows);
    void rekey(const std::vector<std::pair<QueueRow, QueueKey>> &rows);
    void putIn(std::vector<QueueRow> rows);
    void rebuild();
    void announceRows(QList<int> rows);

    QueueJobs m_jobs;
    QueueRows m_rows;
    const DurationBook *m_durations = nullptr;
    int m_column = -1;
    bool m_paused = false;
};

} // namespace peregrine
