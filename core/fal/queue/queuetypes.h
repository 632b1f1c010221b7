#pragma once

#include "core/base/ids.h"
#include "core/fal/endpointid.h"
#include "core/fal/modeloutput.h"
#include "core/fal/queue/logline.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QList>
#include <QMap>
#include <QString>
#include <QUrl>

#include <chrono>
#include <optional>

namespace peregrine {

/// Options of a submit, named as in fal's clients.
struct SubmitOptions
{
    enum class Priority { Normal, Low };

    /// fal posts the result there: query fal_webhook.
    QUrl webhook;
    Priority priority = Priority::Normal;
    /// Affinity to a warm runner: X-Fal-Runner-Hint.
    QString hint;
    /// Seconds until the run must have started, over 1: X-Fal-Request-Timeout.
    std::optional<double> startTimeout;
    /// X-Fal-Object-Lifecycle-Preference, as it goes onto the wire; empty: not sent.
    QJsonObject objectLifecycle;
    /// More headers; the options above win over a header of the same name.
    QMap<QByteArray, QByteArray> headers;
};

struct SubscribeOptions
{
    SubmitOptions submit;
    bool logs = false;
    /// From an answer to the next question; fal's JavaScript client waits 500 ms too.
    std::chrono::milliseconds pollInterval{500};
    /// After so long the request is cancelled on the server and the subscription fails as Timeout;
    /// 0: never.
    std::chrono::milliseconds timeout{0};
};

/// A submitted request: what status, result and cancel are asked by. URLs are fal's own form and
/// empty when the server gave none that can be trusted.
struct QueueTicket
{
    EndpointId endpoint;
    RequestId request;
    QUrl statusUrl;
    QUrl responseUrl;
    QUrl cancelUrl;
    int queuePosition = -1;
};

struct QueueStatus
{
    /// Other: a state this program does not know; go on asking.
    enum class State { InQueue, InProgress, Completed, Other };

    State state = State::Other;
    /// Requests ahead, from 0; -1 when not told.
    int queuePosition = -1;
    QList<LogLine> logs;
    /// Seconds.
    std::optional<double> inferenceTime;
    /// A failed request completes too; these say so when the server does.
    QString error;
    QString errorType;
};

enum class CancelOutcome {
    Removed, ///< 200: it was still waiting
    Requested, ///< 202: the app decides; it may still complete
    AlreadyCompleted, ///< 400
};

} // namespace peregrine
