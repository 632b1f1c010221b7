#pragma once

#include "core/fal/falreply.h"
#include "core/fal/queue/logwindow.h"
#include "core/fal/queue/queuetypes.h"
#include "core/fal/stream/sseparser.h"

#include <QPointer>

namespace peregrine {

class FalTransport;
class StreamExchange;
class StreamManagers;
struct FalRequest;

/// The statuses of a request as the server sends them (fal.queue.streamStatus). Succeeds with the
/// status that says completed; a stream that ends before is an error of kind Network: ask with
/// QueueService::status() then, as QueueSubscription does. An event that is no status is passed
/// over.
class QueueStatusStream final : public FalCall<QueueStatus>
{
    Q_OBJECT

public:
    /// The transport and the managers outlive the stream.
    QueueStatusStream(FalTransport &transport, StreamManagers &managers, const FalRequest &request,
                      QObject *parent);
    ~QueueStatusStream() override;

Q_SIGNALS:
    /// Each status, the last one too; its logs are as the server sent them, see logsArrived().
    void statusArrived(const peregrine::QueueStatus &status);
    /// Only lines not seen before, whether events carry new lines or all of them.
    void logsArrived(const QList<peregrine::LogLine> &lines);

protected:
    void stop() override;

private:
    void read(const QByteArray &bytes);
    void take(const SseEvent &event);
    void takeStatus(const QueueStatus &status);
    void conclude();

    FalTransport &m_transport;
    QPointer<StreamExchange> m_exchange;
    SseParser m_parser;
    LogWindow m_logs;
};

} // namespace peregrine
