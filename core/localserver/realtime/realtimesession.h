#pragma once

#include "core/http/websocketlistener.h"
#include "core/localserver/models/realtimemodel.h"

#include <QThreadPool>

#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

namespace peregrine::localserver {

/// One realtime connection: inputs come as MessagePack (or JSON text), wait until a thread of the
/// pool has time, and are answered in their order. Of those that wait only the newest are kept, so
/// that a slow server follows the hand that draws. A bad message gets an x-fal-error and nothing
/// else happens to the connection.
class RealtimeSession final : public WebSocketListener,
                              public std::enable_shared_from_this<RealtimeSession>
{
public:
    /// buffering: how many inputs may wait. model and pool must outlive the session's work.
    RealtimeSession(const RealtimeModel &model, QThreadPool &pool, int buffering);

    void opened(const WebSocketPeer &peer) override;
    void received(QByteArray message, bool binary) override;
    void silent() override;
    void closed(quint16 code) override;

private:
    struct Message
    {
        QByteArray bytes;
        bool binary = false;
    };

    void workOn();
    void answer(const Message &message);
    void send(const QCborMap &output, bool binary) const;
    void sendError(const QString &error, const QString &reason, const QCborValue &requestId) const;

    const RealtimeModel &m_model;
    QThreadPool &m_pool;
    const int m_buffering;
    std::stop_source m_stop;
    /// Set before the first message, never changed after.
    std::optional<WebSocketPeer> m_peer;

    std::mutex m_mutex;
    std::deque<Message> m_waiting;
    qint64 m_waitingBytes = 0;
    bool m_working = false;
};

} // namespace peregrine::localserver
