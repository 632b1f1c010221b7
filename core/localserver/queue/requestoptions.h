#pragma once

#include "core/base/result.h"
#include "core/http/httpmessage.h"
#include "core/localserver/storage/objectlifecycle.h"

#include <QJsonObject>
#include <QString>
#include <QUrl>

#include <optional>

namespace peregrine::localserver {

/// What a run or a submit asks for beside the model's input, in fal's headers and query parameters.
/// X-Fal-No-Retry, X-Fal-Runner-Hint and the like are accepted and change nothing: a run happens
/// once here, on the one runner there is.
struct RequestOptions
{
    /// X-Fal-Queue-Priority: low.
    bool lowPriority = false;
    /// X-Fal-Request-Start-Timeout, or X-Fal-Request-Timeout, its older name. Seconds from the
    /// arrival within which the run must begin; 0: no limit.
    double startTimeout = 0;
    /// fal_max_queue_length: refuse when more than this many wait; negative: no limit.
    qint64 maximumQueueLength = -1;
    /// X-Fal-Object-Lifecycle-Preference.
    ObjectLifecycle outputs;
    /// X-Fal-Store-IO: 0 turns it off: input and output go once the result was fetched, or soon
    /// after.
    bool storePayloads = true;
    /// X-Fal-Tags: names with their values.
    QJsonObject tags;
    /// fal_webhook; empty: none.
    QUrl webhook;

    /// The refusal is 400.
    [[nodiscard]] static Expected<RequestOptions, HttpResponse>
    fromRequest(const HttpRequest &request);
    /// As kept with a request; without the limits of a moment.
    [[nodiscard]] QJsonObject toJson() const;
    /// Nothing when it is not what toJson() wrote.
    [[nodiscard]] static std::optional<RequestOptions> fromJson(const QJsonObject &json);
};

} // namespace peregrine::localserver
