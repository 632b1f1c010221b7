#pragma once

#include "core/fal/queue/queuetypes.h"

#include <QJsonObject>
#include <QString>

namespace peregrine::cli {

/// fal's words for a state: "IN_QUEUE", "IN_PROGRESS", "COMPLETED", "UNKNOWN".
[[nodiscard]] QString stateName(QueueStatus::State state);
/// "removed", "requested", "already_completed"
[[nodiscard]] QString cancelOutcomeName(CancelOutcome outcome);
[[nodiscard]] QJsonObject statusJson(const RequestId &request, const QueueStatus &status);
[[nodiscard]] QJsonObject ticketJson(const QueueTicket &ticket);
[[nodiscard]] QJsonObject logJson(const LogLine &line);

[[nodiscard]] QString statusText(const QueueStatus &status);
[[nodiscard]] QString logText(const LogLine &line);

} // namespace peregrine::cli
