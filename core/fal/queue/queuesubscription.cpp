#include "core/fal/queue/queuesubscription.h"

#include "core/base/logging.h"
#include "core/fal/queue/queuestatusstream.h"
#include "core/fal/storage/inputupload.h"
#include "core/fal/storage/storageservice.h"

#include <QCoreApplication>

#include <utility>

namespace peregrine {

QueueSubscription::QueueSubscription(QueueService &queue, const QueueTicket &ticket,
                                     const SubscribeOptions &options, QObject *parent)
    : FalCall<ModelOutput>(parent)
    , m_queue(queue)
    , m_options(options)
    , m_ticket(ticket)
    , m_streaming(options.mode == SubscribeOptions::Mode::Streaming)
{
    m_pollTimer.setSingleShot(true);
    m_timeout.setSingleShot(true);
    connect(&m_pollTimer, &QTimer::timeout, this, &QueueSubscription::follow);
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
    if (const auto checked = QueueService::check(m_options.submit); !checked) {
        fail(checked.error());
        return;
    }
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
    connect(call, &FalReply::succeeded, this, [this, call] { begin(call->value()); });
}

QueueSubscription::~QueueSubscription()
{
    QueueSubscription::stop();
}

void QueueSubscription::stop()
{
    m_pollTimer.stop();
    m_timeout.stop();
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
    }
    // What the server was asked to do it shall do all the same.
    if (m_cancelCall)
        m_cancelCall->disconnect(this);
}

void QueueSubscription::begin(const QueueTicket &ticket)
{
    m_ticket = ticket;
    m_pollTimer.start(0);
    if (m_cancelAsked)
        askCancel();
    Q_EMIT enqueued(m_ticket);
}

void QueueSubscription::follow()
{
    if (m_streaming)
        openStream();
    else
        poll();
}

void QueueSubscription::openStream()
{
    QueueStatusStream *stream = m_queue.streamStatus(m_ticket, m_options.logs);
    m_call = stream;
    connect(stream, &QueueStatusStream::statusArrived, this, &QueueSubscription::take);
    connect(stream, &FalReply::failed, this, [this](const Error &error) {
        qCInfo(lcFal) << "no status stream, polling instead:" << errorKindName(error.kind);
        m_streaming = false;
        poll();
    });
}

void QueueSubscription::poll()
{
    StatusCall *call = m_queue.status(m_ticket, m_options.logs);
    m_call = call;
    connect(call, &FalReply::failed, this, &QueueSubscription::failAt);
    connect(call, &FalReply::succeeded, this, [this, call] { take(call->value()); });
}

void QueueSubscription::take(const QueueStatus &status)
{
    const QPointer<QueueSubscription> alive(this);
    if (const QList<LogLine> fresh = m_logs.take(status.logs); !fresh.isEmpty())
        Q_EMIT logsArrived(fresh);
    if (!alive || hasSettled())
        return;
    Q_EMIT statusChanged(status);
    if (!alive || hasSettled())
        return;
    const bool isFailure = !status.error.isEmpty() || !status.errorType.isEmpty();
    if (status.state == QueueStatus::State::Completed && m_cancelAsked && isFailure)
        fail(Error::canceled());
    else if (status.state == QueueStatus::State::Completed)
        fetch();
    else if (!m_streaming)
        m_pollTimer.start(m_options.pollInterval);
}

void QueueSubscription::fetch()
{
    m_streaming = false;
    OutputCall *call = m_queue.result(m_ticket);
    m_call = call;
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        // Some answers come before the result can be had (protocol not certain): ask on.
        if (QueueService::isStillInProgress(error))
            m_pollTimer.start(m_options.pollInterval);
        else
            failAt(error);
    });
    connect(call, &FalReply::succeeded, this, [this, call] { succeedWith(call->value()); });
}

void QueueSubscription::failAt(const Error &error)
{
    // An answer about the request, not about the way to it or the account.
    const bool isAboutRequest = error.kind == Error::Kind::NotFound
        || error.kind == Error::Kind::Canceled || error.kind == Error::Kind::Validation
        || error.kind == Error::Kind::Timeout || error.kind == Error::Kind::Server;
    if (m_cancelAsked && error.httpStatus != 0 && isAboutRequest)
        fail(Error::canceled());
    else
        fail(error);
}

void QueueSubscription::cancelOnServer()
{
    if (hasSettled() || std::exchange(m_cancelAsked, true))
        return;
    if (!m_ticket.request.isEmpty())
        askCancel();
    else if (!m_submitted)
        cancel();
}

void QueueSubscription::askCancel()
{
    CancelCall *call = m_queue.cancel(m_ticket);
    m_cancelCall = call;
    connect(call, &FalReply::succeeded, this, [this, call] {
        if (call->value() == CancelOutcome::Removed)
            fail(Error::canceled());
    });
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        if (error.kind == Error::Kind::NotFound) {
            fail(Error::canceled());
        } else {
            m_cancelAsked = false;
            Q_EMIT cancelFailed(error);
        }
    });
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
