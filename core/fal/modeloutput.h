#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QJsonValue>

#include <optional>

namespace peregrine {

struct FalAnswer;

/// A model's output as the result call or a run gives it.
struct ModelOutput
{
    /// Any JSON value; a string for an answer that is text. Null for bytes.
    QJsonValue data;
    RequestId request;
    /// The answer itself where it is neither JSON nor text: a picture, a sound.
    QByteArray bytes{};
    /// As the server wrote it; empty when it did not.
    QByteArray contentType{};
    /// How much of the model's unit the server billed (X-Fal-Billable-Units), where it says so:
    /// finite, 0 or more.
    std::optional<double> billableUnits{};
};

/// The output as JSON in any case: bytes become a file object of fal's kind with a data URI, which
/// whoever looks for files in an output finds.
[[nodiscard]] QJsonValue jsonOfOutput(const ModelOutput &output);

/// Reads an answer by its content type, as fal's JavaScript client does: JSON is any value, other
/// text is a string. Whatever is not known to be text stays bytes, where that client decodes it as
/// UTF-8 and breaks it. No body (204): an empty string. A Malformed error for broken JSON.
[[nodiscard]] Expected<ModelOutput, Error> modelOutputOf(const FalAnswer &answer);

} // namespace peregrine
