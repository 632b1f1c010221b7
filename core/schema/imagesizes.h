#pragma once

#include <QSize>
#include <QString>

namespace peregrine {

/// The pixels of an image size preset: fal's six (SDK, ImageSize), and those of other models whose
/// name gives their shape. Invalid for presets that the model decides ("auto", "auto_2K").
[[nodiscard]] QSize pixelsOfPreset(const QString &preset);

/// Width to height of a preset, also where only the shape is known ("portrait_3_2"); an empty size
/// when nothing is.
[[nodiscard]] QSize shapeOfPreset(const QString &preset);

/// "landscape_16_9" -> "Landscape 16:9".
[[nodiscard]] QString titleOfPreset(const QString &preset);

} // namespace peregrine
