#pragma once

#include "core/base/secret.h"
#include "core/fal/calloptions.h"
#include "core/fal/falreply.h"
#include "core/fal/transport/faltransport.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>
#include <utility>

namespace peregrine {

using TokenCall = FalCall<Secret>;

/// Options of a stream, named as in fal's JavaScript client, and those of every call that runs a
/// model, which its stream does not have.
struct StreamOptions : CallOptions
{
    enum class ConnectionMode {
        /// With the key: right for a program that has one.
        Server,
        /// With a short-lived token in the query instead of the key.
        Client,
    };

    ConnectionMode connectionMode = ConnectionMode::Server;
    /// For ConnectionMode::Client: starts getting a token for "owner/app/stream". Called once, with
    /// the call that needs the token as the parent for what it starts. Empty: the token is asked of
    /// rest.fal.ai, which takes the key.
    std::function<TokenCall *(const QString &app, QObject *parent)> tokenProvider;
    /// Get has no body: all that the endpoint needs goes into queryParams.
    FalRequest::Method method = FalRequest::Method::Post;
    QList<std::pair<QString, QString>> queryParams;
    /// What the answer shall be, for models that stream sound or pictures: "audio/mpeg".
    QByteArray accept = "text/event-stream";
    /// The longest silence, before the answer and in it; 0: no limit. fal's client has 15 seconds
    /// in its options and never heeds them; a model may well be silent for longer.
    std::chrono::milliseconds timeout{std::chrono::minutes(5)};
};

} // namespace peregrine
