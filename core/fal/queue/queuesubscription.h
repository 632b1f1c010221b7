#pragma once

#include "core/fal/falreply.h"
#include "core/fal/queue/logwindow.h"
#include "core/fal/queue/queueservice.h"

#include <QPointer>
#include <QTimer>

namespace peregrine {

/// Upload the input's files, submit, follow until completed, fetch the result; what fal's clients
/// call subscribe(). Its value is the output. cancel() leaves the request alone on the server, as
/// the clients' abort does; cancelOnServer() and a timeout cancel it there.
class QueueSubscription final : public FalCall<ModelOutput>
{
    Q_OBJECT

public:
    QueueSubscription(QueueService &queue, const EndpointId &endpoint, const FalInput &input,
                      const SubscribeOptions &options, QObject *parent);
    QueueSubscription(QueueService &queue, const QueueTicket &ticket,
                      const SubscribeOptions &options, QObject *parent);
    ~QueueSubscription() override;

    /// Without a request until enqueued().
    [[nodiscard]] const QueueTicket &ticket() const { return m_ticket; }

    /// Asks the server to cancel and goes on following: ends as Canceled when the request was taken
    /// out of the queue, is not known any more or completes with an error, and with its output when
    /// it was too late. What the status reads after a cancel is not documented. A request that is
    /// on its way is cancelled as soon as it has an id; one that is not sent yet never is.
    void cancelOnServer();

Q_SIGNALS:
    void enqueued(const peregrine::QueueTicket &ticket);
    /// After each answer; its logs are as the server sent them, see logsArrived().
    void statusChanged(const peregrine::QueueStatus &status);
    /// Only lines not seen before.
    void logsArrived(const QList<peregrine::LogLine> &lines);
    /// The server could not be asked by cancelOnServer(); the request goes on.
    void cancelFailed(const peregrine::Error &error);

protected:
    void stop() override;

private:
    void submit(const QJsonObject &input);
    void begin(const QueueTicket &ticket);
    void follow();
    void openStream();
    void poll();
    void take(const QueueStatus &status);
    void fetch();
    void failAt(const Error &error);
    void askCancel();
    void timeOut();

    QueueService &m_queue;
    SubscribeOptions m_options;
    QueueTicket m_ticket;
    /// The one call that the subscription waits for.
    QPointer<FalReply> m_call;
    QPointer<CancelCall> m_cancelCall;
    QTimer m_pollTimer;
    QTimer m_timeout;
    LogWindow m_logs;
    bool m_submitted = false;
    bool m_streaming = false;
    bool m_cancelAsked = false;
};

} // namespace peregrine
