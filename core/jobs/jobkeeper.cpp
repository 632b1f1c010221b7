#include "core/jobs/jobkeeper.h"

#include "core/base/async.h"
#include "core/jobs/jobrepository.h"

#include <utility>

namespace peregrine {

JobKeeper::JobKeeper(JobRepository &repository, Current current, std::chrono::milliseconds delay,
                     QObject *parent)
    : QObject(parent)
    , m_repository(repository)
    , m_current(std::move(current))
{
    m_again.setSingleShot(true);
    m_again.setInterval(delay);
    connect(&m_again, &QTimer::timeout, this, &JobKeeper::tryAgain);
}

void JobKeeper::keep(const Job &job)
{
    whenDone(this, m_repository.save(job), [this, id = job.id](const JobRepository::Saved &saved) {
        if (saved)
            m_unsaved.remove(id);
        else
            takeFailure(id, saved.error());
    });
}

void JobKeeper::takeFailure(const JobId &id, const Error &error)
{
    const bool known = !m_unsaved.isEmpty();
    m_unsaved.insert(id);
    if (!m_again.isActive())
        m_again.start();
    if (!known)
        Q_EMIT failed(error);
}

void JobKeeper::tryAgain()
{
    const QSet<JobId> unsaved = m_unsaved;
    for (const JobId &id : unsaved) {
        if (const auto job = m_current(id))
            keep(*job);
        else
            m_unsaved.remove(id);
    }
}

} // namespace peregrine
