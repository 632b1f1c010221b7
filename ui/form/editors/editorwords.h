#pragma once

#include "core/schema/fieldspec.h"

#include <QJsonValue>
#include <QString>

namespace peregrine {

/// What stands in an empty text field: the author's first example, cut short.
[[nodiscard]] QString exampleText(const FieldSpec &spec);

/// One choice of an enum as it is shown and typed.
[[nodiscard]] QString choiceText(const QJsonValue &choice);

/// A number as short as it can be written exactly.
[[nodiscard]] QString numberText(const QJsonValue &number);

/// What an object holds, on one line: "Path: style.safetensors · Scale: 0.8".
[[nodiscard]] QString summaryOf(const FieldSpec &spec, const QJsonValue &object);

} // namespace peregrine
