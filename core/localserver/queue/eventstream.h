#pragma once

#include "core/http/httpmessage.h"
#include "core/http/httpstream.h"

#include <QJsonValue>
#include <QString>

#include <chrono>

namespace peregrine::localserver {

/// The head of an answer of server-sent events.
[[nodiscard]] HttpResponse eventStreamHead(const QString &requestId);
/// The comment line that keeps a silent stream alive; fal documents one every 15 seconds for status
/// streams.
[[nodiscard]] HttpStreamFiller eventStreamComment(std::chrono::milliseconds after);
/// One event, its data JSON on one line.
[[nodiscard]] QByteArray eventOf(const QJsonValue &data);

} // namespace peregrine::localserver
