#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/presets/preset.h"

#include <QByteArray>
#include <QString>

namespace peregrine {

/// A preset as a file to share: JSON with the member "peregrine_preset", its version. It holds no
/// path of this computer: fields that hold a local file are left out.
namespace presetfile {

inline constexpr int version = 1;
inline constexpr qint64 maxBytes = 8LL * 1024 * 1024;

/// With the dot.
[[nodiscard]] QString extension();
/// The preset's name with what file systems refuse left out, and the extension.
[[nodiscard]] QString suggestedName(const Preset &preset);
[[nodiscard]] QByteArray write(const Preset &preset);
/// A file from anywhere: its size, the depth of its values, its texts and its picture are checked.
/// The preset has no id, and is nobody's default. The error says what is wrong with the file.
[[nodiscard]] Expected<Preset, Error> read(const QByteArray &bytes);

/// Blocks. The error says which file and why.
[[nodiscard]] Expected<Done, Error> save(const Preset &preset, const QString &path);
/// Blocks; reads no more than maxBytes.
[[nodiscard]] Expected<Preset, Error> load(const QString &path);

} // namespace presetfile

} // namespace peregrine
