#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace peregrine::localserver {

/// Reads X-Fal-Tags, "name=value,name=value", by the rules of fal's clients: at most 10 tags and
/// 1024 bytes; names are lower-cased, up to 64 of a-z 0-9 . _ -, not beginning with "fal."; values
/// up to 256 printable ASCII characters. The error is a sentence for the caller.
[[nodiscard]] Expected<QJsonObject, QString> parseTags(const QByteArray &header);

} // namespace peregrine::localserver
