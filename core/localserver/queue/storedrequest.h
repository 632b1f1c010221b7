#pragma once

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
    bool lowPriority = false;
    /// Seconds from submitted within which the run must begin; 0: no limit.
    double startTimeout = 0;
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

    [[nodiscard]] QJsonObject toJson() const;
    /// Nothing when it is not a request of ours.
    [[nodiscard]] static std::optional<StoredRequest> fromJson(const QJsonObject &json);
};

} // namespace peregrine::localserver
