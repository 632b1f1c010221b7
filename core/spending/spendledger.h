#pragma once

#include "core/base/clock.h"
#include "core/jobs/job.h"
#include "core/spending/spendentry.h"
#include "core/spending/spendingrepository.h"
#include "core/spending/spendtotals.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QTimeZone>
#include <QTimer>

#include <optional>

namespace peregrine {

class JobManager;

/// What jobs have cost and may cost yet: in this session, today, this month. It follows the jobs by
/// their states; each counts once, however often it is heard of, over restarts and beside other
/// programs. What a kill kept from the disk is made up for from the jobs at the next start. A clock
/// that is put back does not start another day: time goes on from the latest that was seen. Lives
/// in one thread.
class SpendLedger : public QObject
{
    Q_OBJECT

public:
    /// Repository and clock must outlive it. Days begin as they do in `zone`.
    SpendLedger(SpendingRepository &repository, const Clock &clock,
                const QTimeZone &zone = QTimeZone::systemTimeZone(), QObject *parent = nullptr);

    /// Reads what was spent before; loaded() or failed() answers. Jobs that are heard of earlier
    /// are counted then.
    void load();
    [[nodiscard]] bool isLoaded() const { return m_isLoaded; }
    /// Whose money new jobs cost. Those that are counted already stay where they are.
    void setProfile(const QString &profile);
    [[nodiscard]] const QString &profile() const { return m_profile; }
    /// Of the profile in use, on all servers that charge.
    [[nodiscard]] SpendTotals totals() const;

    /// Counts the manager's jobs from now on. The manager must outlive it.
    void follow(JobManager &jobs);
    /// As they stand now.
    void take(const QList<Job> &jobs);
    /// They are not listed any more: what nobody will learn about them counts as spent.
    void forget(const QList<JobId> &jobs);
    /// All jobs that are under way were taken: what is reserved for others counts as spent.
    void settleOthers();

Q_SIGNALS:
    void loaded();
    void failed(const peregrine::Error &error);
    /// The totals may be others. Several changes at once are told once.
    void changed();

private:
    struct Open
    {
        SpendEntry entry;
        /// As it was looked at last; nothing while only its entry is known.
        std::optional<JobState> state{};
        bool isKept = false;
    };
    struct Settled
    {
        SpendEntry entry;
        bool isOfSession = false;
    };

    /// `month`: when this one began.
    void count(const Job &job, const QDateTime &month);
    void reserve(const Job &job, double amount, bool isExact);
    void settle(const SpendEntry &entry, bool isOfSession);
    void release(const JobId &id);
    /// Writes what has changed since the last time, together.
    void keep();
    [[nodiscard]] QDateTime now() const;
    [[nodiscard]] QDateTime startOfDay() const;
    [[nodiscard]] QDateTime startOfMonth() const;
    void waitForTomorrow();
    void tell();

    SpendingRepository &m_repository;
    const Clock &m_clock;
    QTimeZone m_zone;
    QString m_profile;
    bool m_isLoaded = false;
    bool m_isLoading = false;
    /// Heard of before it was loaded; the last word on each job is at the end.
    QList<Job> m_early;
    bool m_settlesOthers = false;
    QHash<JobId, Open> m_open;
    /// Of this month, and older ones of jobs that may go on.
    QHash<JobId, Settled> m_settled;
    /// The latest time that was seen, on disk or by the clock.
    mutable QDateTime m_latest;
    /// To be written; nothing: to be released.
    QHash<JobId, std::optional<SpendEntry>> m_pending;
    QTimer m_tell;
    QTimer m_tomorrow;
};

} // namespace peregrine
