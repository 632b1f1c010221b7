#pragma once

#include "core/fal/falreply.h"
#include "core/fal/queue/logwindow.h"
#include "core/fal/queue/queueservice.h"

#include <QPointer>
#include <QTimer>

namespace peregrine {

/// Upload the input's files, submit, poll until completed, fetch the result; what fal's clients
/// call subscribe(). Its value is the output. cancel() leaves the request alone on the server, as
/// the clients' abort does; a timeout cancels it there.
class QueueSubscription final : public FalCall<ModelOutput>
{
    Q_OBJECT

public:
    QueueSubscription(QueueService &queue, const EndpointId &endpoint, const FalInput &input,
                      const SubscribeOptions &options, QObject *parent);
    QueueSubscription(QueueService &queue, const QueueTicket &ticket,
                      const SubscribeOptions &options, QObject *parent);

    [[nodiscard]] const QueueTicket &ticket() const { return m_ticket; }

Q_SIGNALS:
    void enqueued(const peregrine::QueueTicket &ticket);
    /// After each answer; its logs are as the server sent them, see logsArrived().
    void statusChanged(const peregrine::QueueStatus &status);
    /// Only lines not seen before.
    void logsArrived(const QList<peregrine::LogLine> &lines);

protected:
    void stop() override;

private:
    void submit(const QJsonObject &input);
    void poll();
    void take(const QueueStatus &status);
    void fetch();
    void timeOut();

    QueueService &m_queue;
    SubscribeOptions m_options;
    QueueTicket m_ticket;
    QPointer<FalReply> m_call;
    QTimer m_pollTimer;
    QTimer m_timeout;
    LogWindow m_logs;
    bool m_submitted = false;
};

} // namespace peregrine
