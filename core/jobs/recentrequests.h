#pragma once

#include "core/fal/falservers.h"

#include <QObject>
#include <QPointer>

namespace peregrine {

/// The newest requests that an account has sent to an endpoint, from wherever: what
/// JobManager::fetch() can bring here. Needs a key that may list them (fal: ADMIN scope).
class RecentRequests : public QObject
{
    Q_OBJECT

public:
    static constexpr int count = 30;

    /// The servers must outlive it.
    explicit RecentRequests(FalServers &servers, QObject *parent = nullptr);
    ~RecentRequests() override;

    /// Ends with listed() or failed(), once; a new question gives up the one before.
    void ask(const QString &server, const EndpointId &endpoint);

Q_SIGNALS:
    void listed(const QList<peregrine::RequestRecord> &requests);
    void failed(const peregrine::Error &error);

private:
    FalServers &m_servers;
    QPointer<FalReply> m_call;
};

} // namespace peregrine
