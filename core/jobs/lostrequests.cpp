#include "core/jobs/lostrequests.h"

#include "core/fal/falclient.h"
#include "core/jobs/requestfinder.h"

#include <QTimer>

namespace peregrine {

namespace {

/// Over some seven minutes in all, with the usual delay.
constexpr int mostTimes = 5;

} // namespace

LostRequests::LostRequests(FalServers &servers, const JobList &jobs,
                           std::chrono::milliseconds delay, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_jobs(jobs)
    , m_delay(delay)
{ }

LostRequests::~LostRequests() = default;

bool LostRequests::isLost(const JobId &id) const
{
    const Job *job = m_jobs.find(id);
    return job && job->state == JobState::Unknown && job->request.isEmpty();
}

void LostRequests::lookFor(const JobId &id, Patience patience)
{
    if (!isLost(id) || m_looking.contains(id))
        return;
    const Job &job = *m_jobs.find(id);
    const auto client = m_servers.client(job.server);
    if (!client)
        return;
    auto *finder = new RequestFinder((*client)->platform(), job, m_jobs.requests(), this);
    m_looking.insert(id);
    const auto end = [this, finder, id] {
        m_looking.remove(id);
        finder->deleteLater();
        return isLost(id);
    };
    connect(finder, &RequestFinder::found, this, [this, end, id](const RequestId &request) {
        if (end())
            Q_EMIT found(id, request);
    });
    connect(finder, &RequestFinder::failed, this, [this, end, id, patience](const Error &error) {
        if (!end())
            return;
        if (patience == Patience::Once)
            Q_EMIT notFound(id, error);
        else
            lookLater(id, error);
    });
}

void LostRequests::lookLater(const JobId &id, const Error &error)
{
    const int times = ++m_times[id];
    if (error.kind != Error::Kind::NotFound || times >= mostTimes)
        return;
    QTimer::singleShot(m_delay * (1 << (2 * (times - 1))), this,
                       [this, id] { lookFor(id, Patience::AFewTimes); });
}

} // namespace peregrine
