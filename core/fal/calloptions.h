#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/objectlifecycle.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>
#include <utility>

namespace peregrine {

/// Options that run and submit have in common, named as in fal's clients. Facts: fal's JavaScript
/// and Python clients, and fal's documentation, page "common-parameters".
struct CallOptions
{
    using Headers = QList<std::pair<QByteArray, QByteArray>>;

    /// Affinity to a warm runner: X-Fal-Runner-Hint.
    QString hint;
    /// Seconds until the run must have started, queue and retries included; more than 1. It does
    /// not limit the run itself. X-Fal-Request-Timeout.
    std::optional<double> startTimeout;
    /// How long fal keeps the outputs and who may read them: storageSettings of the JavaScript
    /// client, X-Fal-Object-Lifecycle-Preference.
    ObjectLifecycle objectLifecycle;
    /// Labels for the account's own statistics: X-Fal-Tags. At most 10; keys of a-z, 0-9, ".",
    /// "_" and "-" up to 64 characters, values up to 256 printable ASCII characters without comma.
    QMap<QString, QString> tags;
    /// Whether fal keeps input and output; unset: as the account says. X-Fal-Store-IO.
    std::optional<bool> storeIo;
    /// fal repeats queue requests after trouble of its own up to 10 times; not with this.
    /// X-Fal-No-Retry.
    bool noRetry = false;
    /// Fails rather than let another model answer: x-app-fal-disable-fallback.
    bool disableFallback = false;
    /// More headers, in this order; an option above wins over a header of the same name.
    Headers headers;

    /// Everything of the options as headers, in the order of fal's JavaScript client; priority is
    /// what submit says as X-Fal-Queue-Priority. A Validation error, before anything is sent, when
    /// something is out of its limits.
    [[nodiscard]] Expected<Headers, Error> toHeaders(const QByteArray &priority = {}) const;
};

} // namespace peregrine
