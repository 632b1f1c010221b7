#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/queue/queuetypes.h"

#include <QJsonValue>

namespace peregrine {

/// A status of fal's queue, from an answer or an event. Only `status` has to be there: fal's own
/// descriptions and examples disagree about all else. Log lines are told in any of fal's three
/// shapes or as bare text; their number and length are bounded.
[[nodiscard]] Expected<QueueStatus, Error> queueStatusOf(const QJsonValue &json);

/// Requests ahead, from 0; -1 when not told.
[[nodiscard]] int queuePositionOf(const QJsonValue &json);

} // namespace peregrine
