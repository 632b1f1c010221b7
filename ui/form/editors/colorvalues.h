#pragma once

#include "core/schema/fieldspec.h"

#include <QColor>
#include <QJsonValue>

namespace peregrine {

/// The colour that a value of a Color field is; invalid when it is none.
[[nodiscard]] QColor colorOfValue(const FieldSpec &spec, const QJsonValue &value);
/// The colour as the field writes it: an object, an array or a text, in bytes or from 0 to 1.
[[nodiscard]] QJsonValue valueOfColor(const FieldSpec &spec, const QColor &color);

} // namespace peregrine
