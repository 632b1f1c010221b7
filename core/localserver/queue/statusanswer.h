#pragma once

#include "core/localserver/queue/storedrequest.h"

#include <QJsonObject>
#include <QString>

namespace peregrine::localserver {

/// request_id, response_url, status_url and cancel_url of a request. base: the server's, as the
/// client knows it.
[[nodiscard]] QJsonObject requestAddresses(const StoredRequest &stored, const QString &base);

/// A status in the shape of fal's queue. position: how many are ahead while it waits; logs: a list
/// of lines, or null where none were asked for.
[[nodiscard]] QJsonObject statusAnswer(const StoredRequest &stored, int position,
                                       const QString &base, const QJsonValue &logs);

/// Whether the query asks for logs: logs=1 (JavaScript) or logs=true (Python).
[[nodiscard]] bool asksForLogs(const QString &value);

} // namespace peregrine::localserver
