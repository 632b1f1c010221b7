#pragma once

#include "core/fal/catalog/platformservice.h"
#include "core/jobs/job.h"

#include <QObject>
#include <QPointer>
#include <QSet>

namespace peregrine {

/// Looks for the request of a job whose submit was never answered, among the account's requests
/// (GET /models/requests/by-endpoint of fal's platform API): sent after the job, to the same
/// endpoint, with the same inputs, and no other job's. Ends once with found() or failed(); deleting
/// it forgets the question.
class RequestFinder : public QObject
{
    Q_OBJECT

public:
    /// taken: requests that belong to other jobs.
    RequestFinder(PlatformService &platform, const Job &job, QSet<RequestId> taken,
                  QObject *parent);
    ~RequestFinder() override;

Q_SIGNALS:
    void found(const peregrine::RequestId &request);
    /// NotFound: the list has none. Anything else: the list could not be had.
    void failed(const peregrine::Error &error);

private:
    void askPage();
    void take(const RequestsPage &page);
    [[nodiscard]] bool isOurs(const RequestRecord &record) const;
    void conclude();

    PlatformService &m_platform;
    QJsonObject m_input;
    QDateTime m_submittedAt;
    QSet<RequestId> m_taken;
    RequestsQuery m_query;
    QPointer<FalReply> m_call;
    QList<RequestRecord> m_candidates;
    int m_pages = 0;
};

} // namespace peregrine
