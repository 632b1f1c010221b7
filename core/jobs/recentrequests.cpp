#include "core/jobs/recentrequests.h"

namespace peregrine {

RecentRequests::RecentRequests(FalServers &servers, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
{ }

RecentRequests::~RecentRequests()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
    }
}

void RecentRequests::ask(const QString &server, const EndpointId &endpoint)
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
    }
    const auto client = m_servers.client(server);
    if (!client) {
        Q_EMIT failed(client.error());
        return;
    }
    RequestsQuery query;
    query.endpoint = endpoint;
    query.withPayloads = true;
    query.limit = count;
    FalCall<RequestsPage> *call = (*client)->platform().requestsByEndpoint(query);
    m_call = call;
    connect(call, &FalReply::succeeded, this, [this, call] { Q_EMIT listed(call->value().items); });
    connect(call, &FalReply::failed, this, &RecentRequests::failed);
}

} // namespace peregrine
