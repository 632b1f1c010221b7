#pragma once

#include "core/localserver/queue/requestoptions.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>

#include <optional>

namespace peregrine::localserver {

/// One request as the server keeps it, in memory and on disk.
struct StoredRequest
{
    enum class State { Queued, Running, Done };

    QString id;
    QString endpoint;
    QJsonObject input;
    State state = State::Queued;
    /// UTC, like all times here.
    QDateTime submitted;
    /// When it left the queue; not valid before.
    QDateTime started;
    RequestOptions options;
    /// Lines of fal's shape: {message, level, source, timestamp}.
    QJsonArray logs;

    // The answer, once the state is Done.
    /// The model's own HTTP status.
    int status = 0;
    QJsonValue output;
    /// Set when it failed: a text, and the machine's name of the reason.
    QString error;
    QString errorType;
    /// Seconds of work; negative when there was none.
    double inferenceTime = -1;
    QDateTime ended;
    /// How much of the model's unit was made; 0 when it failed.
    double units = 0;
    /// Input, output and log were taken away again.
    bool payloadsRemoved = false;

    [[nodiscard]] QJsonObject toJson() const;
    /// Nothing when it is not a request of ours.
    [[nodiscard]] static std::optional<StoredRequest> fromJson(const QJsonObject &json);
};

} // namespace peregrine::localserver
