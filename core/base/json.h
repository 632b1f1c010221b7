#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QJsonValue>
#include <QString>
#include <QStringList>

namespace peregrine {

/// Compact UTF-8 text of any JSON value, also of a bare string or number.
[[nodiscard]] QByteArray toJson(const QJsonValue &value);

/// Parses any JSON value, also a bare string, number or null. The error is a text for people.
[[nodiscard]] Expected<QJsonValue, QString> parseJson(const QByteArray &bytes);

/// Whether arrays and objects are nested in it more than that many levels deep.
[[nodiscard]] bool isDeeperThan(const QJsonValue &value, int levels);

/// A JSON pointer (RFC 6901) from its unescaped parts: {"loras", "0", "path"} -> "/loras/0/path".
[[nodiscard]] QString jsonPointer(const QStringList &parts);
/// The unescaped parts of a JSON pointer.
[[nodiscard]] QStringList jsonPointerParts(const QString &pointer);

/// The value at a pointer, or undefined.
[[nodiscard]] QJsonValue valueAt(const QJsonValue &root, const QString &pointer);
/// root with the value at a pointer replaced. Missing objects on the way are made; a missing array
/// element is appended. An undefined value removes the member.
[[nodiscard]] QJsonValue withValueAt(const QJsonValue &root, const QString &pointer,
                                     const QJsonValue &value);

} // namespace peregrine
