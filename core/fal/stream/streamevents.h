#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/result.h"
#include "core/fal/stream/sseevent.h"

#include <QJsonValue>
#include <QString>

#include <optional>

namespace peregrine {

/// The data of an event as JSON; broken characters become U+FFFD, as browsers read them.
[[nodiscard]] Expected<QJsonValue, QString> jsonOf(const SseEvent &event);

/// The failure that an event's data tells, in any of fal's shapes: {"error"}, {"detail"}, and
/// {"type":"error"} of workflows. Nothing for data. A model's output may have an `error` that is
/// null or empty, or a member called `detail` among others: that is data.
[[nodiscard]] std::optional<Error> errorIn(const QJsonValue &data);

/// As errorIn(), for data that must be a failure: an event called "error".
[[nodiscard]] Error errorFrom(const QJsonValue &data);

} // namespace peregrine
