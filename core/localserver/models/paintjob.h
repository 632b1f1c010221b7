#pragma once

#include "core/localserver/models/localmodel.h"
#include "core/localserver/studio/studio.h"

#include <optional>

namespace peregrine::localserver {

/// Reads the inputs that all painting models share; size and source are left to the caller.
[[nodiscard]] studio::PaintRequest paintRequestOf(const QJsonObject &input);

/// Paints num_images pictures, one seed after the other, and answers the output of a painting
/// model. Nothing when stopped.
[[nodiscard]] std::optional<ModelAnswer> paintAll(const studio::PaintRequest &first,
                                                  const QJsonObject &input, const QString &endpoint,
                                                  RunContext &context);

} // namespace peregrine::localserver
