#pragma once

#include "core/fal/realtime/realtimeframe.h"
#include "core/fal/stream/streamoptions.h"

#include <QCborValue>
#include <QString>

#include <chrono>
#include <functional>
#include <optional>

namespace peregrine {

/// Options of a realtime connection. The first part is named as in fal's JavaScript client, the
/// second is ours.
struct RealtimeOptions
{
    using ConnectionMode = StreamOptions::ConnectionMode;
    using EncodeMessage = std::function<Expected<RealtimeFrame, QString>(const QCborValue &)>;
    using DecodeMessage = std::function<Expected<QCborValue, QString>(const RealtimeFrame &)>;

    /// Calls with the same key, endpoint and path share one connection and its options; answers go
    /// to the newest of them. Empty: a connection of its own.
    QString connectionKey;
    /// The first message leaves at once, then at most one in this time, always the newest; the last
    /// one is never lost. 0: every message leaves.
    std::chrono::milliseconds throttleInterval{128};
    /// 1 to 60: how many inputs may wait on the server before it drops the oldest.
    std::optional<int> maxBuffering;
    /// Below the endpoint. An id that ends in it already stays as it is.
    QString path = QStringLiteral("realtime");
    /// Starts getting a token for "owner/app/realtime", with the parent for what it starts; asked
    /// again for every new connection and before a token runs out. With a provider the connection
    /// is always opened with its tokens.
    std::function<TokenCall *(const QString &app, QObject *parent)> tokenProvider;
    /// How long tokens live; they are replaced when 90 % of it is over. Unset: 120 seconds for
    /// fal's own, and those of a provider are never replaced while a connection is open.
    std::optional<std::chrono::seconds> tokenExpirationSeconds;
    /// MessagePack unless set; jsonEncodeMessage for apps that want JSON text frames. An error is
    /// for people.
    EncodeMessage encodeMessage;
    /// Text frames as JSON and binary ones as MessagePack, unless set.
    DecodeMessage decodeMessage;

    /// Server: the key goes along in the handshake, as fal's Python client can do it. That needs
    /// one request less, never runs out, and depends on no form of token scope; when the server
    /// refuses it, a token is tried once. Client: with a token, as fal's JavaScript client does.
    ConnectionMode connectionMode = ConnectionMode::Server;
    /// A lost connection is opened again after this long, then twice as long each time, plus or
    /// minus a quarter.
    std::chrono::milliseconds reconnectDelay{500};
    std::chrono::milliseconds maxReconnectDelay{30000};
    /// Failures in a row until it is given up; unset: never. 0 behaves as fal's JavaScript client,
    /// which leaves it to the next message.
    std::optional<int> reconnectAttempts;
    /// Without a message in either direction for so long the connection is closed, until the next
    /// one is sent; 0 leaves that to the server, which has its own limit.
    std::chrono::milliseconds idleTimeout{0};
    /// How long opening may take, encryption and handshake included. A cold app can take a while to
    /// accept, but fal's own limit is 15 seconds too.
    std::chrono::milliseconds openTimeout{15000};
    /// Of one incoming message; larger ones close the connection.
    quint32 maxMessageBytes = 32 * 1024 * 1024;
};

} // namespace peregrine
