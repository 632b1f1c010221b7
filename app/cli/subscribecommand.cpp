#include "app/cli/subscribecommand.h"

#include "app/cli/queuejson.h"
#include "core/fal/queue/queuesubscription.h"

#include <cmath>

namespace peregrine::cli {

void SubscribeCommand::send(const QJsonObject &input)
{
    SubscribeOptions subscribe;
    subscribe.submit = options().submit;
    subscribe.logs = options().logs;
    subscribe.mode = options().mode;
    if (options().timeout)
        subscribe.timeout = std::chrono::milliseconds(std::llround(*options().timeout * 1000));
    QueueSubscription *subscription =
        client()->queue().subscribe(options().endpoint, input, subscribe);
    m_subscription = subscription;
    connect(subscription, &QueueSubscription::enqueued, this, [this](const QueueTicket &ticket) {
        output().event(QStringLiteral("queued"), ticketJson(ticket));
        output().note(tr("Request %1").arg(ticket.request.toString()));
        if (m_interrupted)
            cancelOnServer();
    });
    connect(subscription, &QueueSubscription::statusChanged, this, &SubscribeCommand::tell);
    connect(subscription, &QueueSubscription::logsArrived, this,
            [this](const QList<LogLine> &lines) {
                for (const LogLine &line : lines) {
                    output().event(QStringLiteral("log"), logJson(line));
                    output().note(logText(line));
                }
            });
    connect(subscription, &FalReply::failed, this, &SubscribeCommand::fail);
    connect(subscription, &FalReply::succeeded, this,
            [this, subscription, input] { deliver(input, subscription->value()); });
}

void SubscribeCommand::tell(const QueueStatus &status)
{
    const QString text = statusText(status);
    if (text == m_told)
        return;
    m_told = text;
    output().progress(text);
    if (status.state == QueueStatus::State::InQueue)
        output().event(QStringLiteral("in_queue"),
                       {{QStringLiteral("queue_position"), status.queuePosition}});
    else if (status.state == QueueStatus::State::InProgress)
        output().event(QStringLiteral("in_progress"));
}

void SubscribeCommand::interrupt()
{
    if (!m_subscription) {
        Command::interrupt();
        return;
    }
    m_interrupted = true;
    if (!m_subscription->ticket().request.isEmpty()) {
        cancelOnServer();
        return;
    }
    output().note(
        tr("The request is on its way and is canceled as soon as the server has named it. "
           "Ctrl+C again ends at once; the model may then run and be charged."));
}

void SubscribeCommand::cancelOnServer()
{
    m_subscription->disconnect(this);
    output().note(tr("Canceling the request on the server…"));
    CancelCall *call = client()->queue().cancel(m_subscription->ticket());
    m_subscription->cancel();
    connect(call, &FalReply::failed, this, [this](const Error &error) { output().error(error); });
    connect(call, &FalReply::finished, this, [this] { Q_EMIT finished(ExitCanceled); });
}

} // namespace peregrine::cli
