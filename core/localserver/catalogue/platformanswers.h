#pragma once

#include "core/http/httpmessage.h"

#include <QJsonArray>
#include <QString>

namespace peregrine::localserver {

/// {"error":{"type","message"}}, the shape of api.fal.ai's errors.
[[nodiscard]] HttpResponse platformError(int status, const char *type, const QString &message);
/// 400 validation_error.
[[nodiscard]] HttpResponse platformInvalid(const QString &message);

/// {name: entries, next_cursor, has_more}. next: the last entry's mark; empty on the last page.
[[nodiscard]] QJsonObject platformPage(const char *name, const QJsonArray &entries,
                                       const QString &next = {});

} // namespace peregrine::localserver
