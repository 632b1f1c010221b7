#pragma once

#include "core/base/error.h"
#include "core/fal/realtime/realtimeframe.h"
#include "core/fal/transport/falanswer.h"

#include <QAbstractSocket>
#include <QNetworkRequest>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <optional>

class QTcpSocket;
class QWebSocket;

namespace peregrine {

/// How a WebSocket ended, or why it never opened.
struct RealtimeEnding
{
    /// 1006: without a word.
    int code = 1006;
    QString reason;
    /// The server answered the handshake with something else.
    std::optional<FalAnswer> refusal;
    /// No connection came about, or no answer to the handshake.
    std::optional<Error> error;
    /// Encryption failed, which another try does not change.
    bool isInsecure = false;
    /// We ended it because of the size of a message.
    bool isTooLarge = false;
};

/// One WebSocket, from opening to its end. Deleting it closes without waiting for the peer.
/// Redirects are not followed.
class RealtimeSocket final : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        std::chrono::milliseconds open;
        quint32 messageBytes;
    };

    RealtimeSocket(const QNetworkRequest &request, Limits limits, QObject *parent);
    ~RealtimeSocket() override;

    void send(const RealtimeFrame &frame);
    /// What the system has not taken yet.
    [[nodiscard]] qint64 bytesToWrite() const;

Q_SIGNALS:
    void opened();
    void frameArrived(const peregrine::RealtimeFrame &frame);
    void bytesWritten();
    /// Once, and the last signal.
    void ended(const peregrine::RealtimeEnding &ending);

private:
    void begin();
    void takeRefusal();
    void takeError(QAbstractSocket::SocketError error);
    void conclude();
    void finishLater(const RealtimeEnding &ending);
    void finish(const RealtimeEnding &ending);
    void letGo();

    QPointer<QWebSocket> m_webSocket;
    QPointer<QTcpSocket> m_connection;
    Limits m_limits;
    QTimer m_patience;
    QString m_host;
    std::optional<FalAnswer> m_refusal;
    bool m_isOpen = false;
    bool m_closeSeen = false;
};

} // namespace peregrine
