#pragma once

#include "core/base/ids.h"
#include "core/fal/calloptions.h"
#include "core/fal/endpointid.h"
#include "core/fal/modeloutput.h"
#include "core/fal/queue/logline.h"

#include <QJsonValue>
#include <QList>
#include <QString>
#include <QUrl>

#include <chrono>
#include <optional>

namespace peregrine {

/// Options of a submit, named as in fal's clients.
struct SubmitOptions : CallOptions
{
    enum class Priority { Normal, Low };

    /// fal posts the result there: http or https; query fal_webhook.
    QUrl webhook;
    Priority priority = Priority::Normal;
    /// The request is refused (RateLimited) when more are waiting: query fal_max_queue_length.
    std::optional<int> maxQueueLength;
};

struct SubscribeOptions
{
    enum class Mode {
        Polling,
        /// The status comes as a stream; when that is refused, breaks or ends too early, polling
        /// goes on from there.
        Streaming,
    };

    SubmitOptions submit;
    Mode mode = Mode::Polling;
    bool logs = false;
    /// From an answer to the next question; fal's JavaScript client waits 500 ms too.
    std::chrono::milliseconds pollInterval{500};
    /// After so long the request is cancelled on the server and the subscription fails as Timeout;
    /// 0: never. Uploads and the submit count too. Does not fill startTimeout, as Python's client
    /// would.
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
