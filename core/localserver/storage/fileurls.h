#pragma once

#include "core/http/httpmessage.h"

#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace peregrine::localserver {

/// The base URL as the client knows it, without a slash at the end.
[[nodiscard]] QString serverBase(const HttpRequest &request);

/// An output as a client may see it: the files in it ({"url": path, "content_type": ...}), which
/// are kept as paths because the port changes with every start, become whole URLs below base.
[[nodiscard]] QJsonValue withFileUrls(const QJsonValue &output, const QString &base);

/// The paths of the files in an output that is kept.
[[nodiscard]] QStringList filePathsIn(const QJsonValue &output);

} // namespace peregrine::localserver
