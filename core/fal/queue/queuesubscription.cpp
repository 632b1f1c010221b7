#include "core/fal/queue/queuesubscription.h"

#include "core/fal/storage/inputupload.h"
#include "core/fal/storage/storageservice.h"

#include <QCoreApplication>

namespace peregrine {

QueueSubscription::QueueSubscription(QueueService &queue, const QueueTicket &ticket,
                                     const SubscribeOptions &options, QObject *parent)
    : FalCall<ModelOutput>(parent)
    , m_queue(queue)
    , m_options(options)
    , m_ticket(ticket)
{
    m_pollTimer.setSingleShot(true);
    m_timeout.setSingleShot(true);
    connect(&m_pollTimer, &QTimer::timeout, this, &QueueSubscription::poll);
    connect(&m_timeout, &QTimer::timeout, this, &QueueSubscription::timeOut);
    if (m_options.timeout.count() > 0)
        m_timeout.start(m_options.timeout);
    if (!m_ticket.request.isEmpty())
        m_pollTimer.start(0);
}

QueueSubscription::QueueSubscription(QueueService &queue, const EndpointId &endpoint,
                                     const FalInput &input, const SubscribeOptions &options,
                                     QObject *parent)
    : QueueSubscription(queue, QueueService::ticketOf(endpoint, {}), options, parent)
{
    if (input.files.isEmpty()) {
        submit(input.values);
        return;
    }
    InputUpload *upload = m_queue.storage().transformInput(input);
    m_call = upload;
    connect(upload, &FalReply::progressed, this, &FalReply::progressed);
    connect(upload, &FalReply::failed, this, &QueueSubscription::fail);
    connect(upload, &FalReply::succeeded, this, [this, upload] { submit(upload->value()); });
}

void QueueSubscription::submit(const QJsonObject &input)
{
    m_submitted = true;
    SubmitCall *call = m_queue.submit(m_ticket.endpoint, input, m_options.submit);
    m_call = call;
    connect(call, &FalReply::failed, this, &QueueSubscription::fail);
    connect(call, &FalReply::succeeded, this, [this, call] {
        m_ticket = call->value();
        m_pollTimer.start(0);
        Q_EMIT enqueued(m_ticket);
    });
}

void QueueSubscription::stop()
{
    m_pollTimer.stop();
    m_timeout.stop();
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
    }
}

void QueueSubscription::poll()
{
    StatusCall *call = m_queue.status(m_ticket, m_options.logs);
    m_call = call;
    connect(call, &FalReply::failed, this, &QueueSubscription::fail);
    connect(call, &FalReply::succeeded, this, [this, call] { take(call->value()); });
}

void QueueSubscription::take(const QueueStatus &status)
{
    if (status.state == QueueStatus::State::Completed)
        fetch();
    else
        m_pollTimer.start(m_options.pollInterval);

    const QPointer<QueueSubscription> alive(this);
    if (const QList<LogLine> fresh = m_logs.take(status.logs); !fresh.isEmpty())
        Q_EMIT logsArrived(fresh);
    if (alive && !hasSettled())
        Q_EMIT statusChanged(status);
}

void QueueSubscription::fetch()
{
    OutputCall *call = m_queue.result(m_ticket);
    m_call = call;
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        // Some answers come before the result can be had (protocol not certain): ask on.
        if (QueueService::isStillInProgress(error))
            m_pollTimer.start(m_options.pollInterval);
        else
            fail(error);
    });
    connect(call, &FalReply::succeeded, this, [this, call] { succeedWith(call->value()); });
}

void QueueSubscription::timeOut()
{
    Error error;
    error.kind = Error::Kind::Timeout;
    if (m_ticket.request.isEmpty() && !m_submitted) {
        error.message = QCoreApplication::translate(
            "peregrine::QueueSubscription",
            "The files did not reach the server in the time given to the request, which was not "
            "sent.");
    } else if (m_ticket.request.isEmpty()) {
        error.maybeDelivered = true;
        error.message = QCoreApplication::translate(
            "peregrine::QueueSubscription",
            "The server did not take the request in the time given to it. It may have arrived and "
            "run all the same.");
    } else {
        m_queue.cancel(m_ticket);
        error.message = QCoreApplication::translate("peregrine::QueueSubscription",
                                                    "The request did not finish in the time given "
                                                    "to it. The server was asked to cancel it.");
    }
    fail(error);
}

} // namespace peregrine
