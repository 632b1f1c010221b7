#pragma once

#include "core/schema/fieldspec.h"

#include <QJsonObject>
#include <QString>

namespace peregrine {

/// The control a schema asks for: ui.field, or _fal_ui_field, which most served documents have
/// instead. ui.field "url" only says that it is an address, so it counts as none.
[[nodiscard]] QString fieldHint(const QJsonObject &schema);

/// The limits of files: x-fal, or its older spelling straight on the property.
[[nodiscard]] QJsonObject statedLimits(const QJsonObject &schema);

[[nodiscard]] MediaLimits mediaLimits(const QJsonObject &limits);

} // namespace peregrine
