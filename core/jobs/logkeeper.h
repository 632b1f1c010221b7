#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/fal/queue/logline.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QTimer>

#include <chrono>

namespace peregrine {

class JobRepository;

/// Writes what jobs log, in its order, and does so again while the library cannot be written. What
/// is not on disk yet is bounded; of a longer log the newest lines stay. The destructor hands over
/// what is left.
class LogKeeper : public QObject
{
    Q_OBJECT

public:
    /// Of one job, while they cannot be written.
    static constexpr qsizetype mostLines = 5000;

    /// The repository must outlive it. delay: until the first further attempt; it grows.
    LogKeeper(JobRepository &repository, std::chrono::milliseconds delay,
              QObject *parent = nullptr);
    ~LogKeeper() override;

    void keep(const JobId &id, const QList<LogLine> &lines);
    /// Asks for all that was kept before this call, written or not; loaded() or notLoaded()
    /// answers.
    void load(const JobId &id);

Q_SIGNALS:
    void loaded(const peregrine::JobId &id, const QList<peregrine::LogLine> &lines);
    void notLoaded(const peregrine::Error &error);

private:
    /// With how many were left out before the first of them.
    struct Lines
    {
        QList<LogLine> lines;
        int leftOut = 0;
    };

    struct Unwritten
    {
        /// With the repository now.
        Lines writing;
        Lines waiting;
        /// In a row.
        int failures = 0;
    };

    static void bound(Lines &waiting);
    void write(const JobId &id);
    void takeWritten(const JobId &id);
    void takeFailure(const JobId &id, const Error &error);
    void tryAgain();

    JobRepository &m_repository;
    const std::chrono::milliseconds m_delay;
    QHash<JobId, Unwritten> m_unwritten;
    QTimer m_again;
};

} // namespace peregrine
