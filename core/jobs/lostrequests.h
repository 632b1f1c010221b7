#pragma once

#include "core/fal/falservers.h"
#include "core/jobs/joblist.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>

namespace peregrine {

/// Learns what became of jobs whose submit may have arrived: Unknown ones without a request id.
/// Their requests are looked for among those of the account, see RequestFinder. One thread.
class LostRequests : public QObject
{
    Q_OBJECT

public:
    /// How often a server is asked.
    enum class Patience {
        Once, ///< somebody waits for the answer
        AFewTimes, ///< over some minutes: servers list a request some time after they took it
    };

    /// The references must outlive this. `delay`: before the second time; grows fourfold.
    LostRequests(FalServers &servers, const JobList &jobs, std::chrono::milliseconds delay,
                 QObject *parent = nullptr);
    ~LostRequests() override;

    /// Nothing happens when it is being looked for, or when it is not lost.
    void lookFor(const JobId &id, Patience patience);

Q_SIGNALS:
    void found(const peregrine::JobId &id, const peregrine::RequestId &request);
    /// For Patience::Once: nothing like it, or the list could not be had.
    void notFound(const peregrine::JobId &id, const peregrine::Error &error);

private:
    [[nodiscard]] bool isLost(const JobId &id) const;
    void lookLater(const JobId &id, const Error &error);

    FalServers &m_servers;
    const JobList &m_jobs;
    const std::chrono::milliseconds m_delay;
    QSet<JobId> m_looking;
    QHash<JobId, int> m_times;
};

} // namespace peregrine
