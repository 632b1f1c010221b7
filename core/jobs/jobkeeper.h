#pragma once

#include "core/base/error.h"
#include "core/jobs/job.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>

namespace peregrine {

class JobRepository;

/// Saves jobs that nobody runs, and does so again until it works: a job that was canceled while the
/// disk was full must not be found waiting by the next start, and be sent.
class JobKeeper : public QObject
{
    Q_OBJECT

public:
    /// What is to be saved of a job when it is tried again; nothing when somebody else sees to it.
    using Current = std::function<std::optional<Job>(const JobId &)>;

    /// The repository must outlive it.
    JobKeeper(JobRepository &repository, Current current, std::chrono::milliseconds delay,
              QObject *parent = nullptr);

    void keep(const Job &job);

Q_SIGNALS:
    /// Once, however many jobs and attempts it is about, until saving works again.
    void failed(const peregrine::Error &error);

private:
    void takeFailure(const JobId &id, const Error &error);
    void tryAgain();

    JobRepository &m_repository;
    Current m_current;
    QSet<JobId> m_unsaved;
    QTimer m_again;
};

} // namespace peregrine
