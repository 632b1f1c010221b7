#pragma once

#include "core/base/error.h"

#include <QJsonObject>

namespace peregrine {

/// An error as the database keeps it.
[[nodiscard]] QJsonObject errorToJson(const Error &error);
[[nodiscard]] Error errorFromJson(const QJsonObject &object);

} // namespace peregrine
