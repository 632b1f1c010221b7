#include "core/fal/queue/queuestatusstream.h"

#include "core/base/logging.h"
#include "core/fal/queue/queuestatus.h"
#include "core/fal/stream/streamevents.h"
#include "core/fal/stream/streamexchange.h"

namespace peregrine {

QueueStatusStream::QueueStatusStream(FalTransport &transport, StreamManagers &managers,
                                     const FalRequest &request, QObject *parent)
    : FalCall<QueueStatus>(parent)
    , m_transport(transport)
    , m_exchange(new StreamExchange(transport, managers, request, this))
{
    connect(m_exchange, &StreamExchange::received, this, &QueueStatusStream::read);
    connect(m_exchange, &FalReply::failed, this, &QueueStatusStream::fail);
    connect(m_exchange, &FalReply::succeeded, this, &QueueStatusStream::conclude);
}

QueueStatusStream::~QueueStatusStream()
{
    QueueStatusStream::stop();
}

void QueueStatusStream::stop()
{
    if (!m_exchange)
        return;
    m_exchange->disconnect(this);
    m_exchange->cancel();
    m_exchange.clear();
}

void QueueStatusStream::read(const QByteArray &bytes)
{
    m_parser.append(bytes);
    const QPointer<QueueStatusStream> alive(this);
    while (const auto event = m_parser.next()) {
        take(*event);
        if (!alive || hasSettled())
            return;
    }
    if (m_parser.fault() != SseParser::Fault::None) {
        fail(Error::malformed(tr("The server sent a status that is too large (over %1 MB).")
                                  .arg(SseParser::Limits().event / 1024 / 1024)));
    }
}

void QueueStatusStream::take(const SseEvent &event)
{
    SseEvent clean = event;
    m_transport.hideKey(clean.data);
    const auto json = jsonOf(clean);
    if (!json) {
        qCInfo(lcFal) << "a status event is not JSON";
        return;
    }
    if (const auto status = queueStatusOf(*json))
        takeStatus(*status);
    else if (event.type == "error" || errorIn(*json))
        fail(errorFrom(*json));
}

void QueueStatusStream::takeStatus(const QueueStatus &status)
{
    const QPointer<QueueStatusStream> alive(this);
    if (status.state == QueueStatus::State::Completed)
        succeedWith(status);
    if (const QList<LogLine> fresh = m_logs.take(status.logs); !fresh.isEmpty())
        Q_EMIT logsArrived(fresh);
    if (alive)
        Q_EMIT statusArrived(status);
}

void QueueStatusStream::conclude()
{
    const QPointer<QueueStatusStream> alive(this);
    if (const auto event = m_parser.takeUnfinished())
        take(*event);
    if (!alive || hasSettled())
        return;
    Error error;
    error.kind = Error::Kind::Network;
    error.message = tr("The server stopped telling the request's state before it was completed.");
    fail(error);
}

} // namespace peregrine
