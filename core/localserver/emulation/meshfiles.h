#pragma once

#include "core/localserver/studio/studio.h"

#include <QColor>
#include <QString>

namespace peregrine::localserver {

/// A rounded cube in a colour, as glb (glTF 2.0 binary), obj, ply or stl; any other format becomes
/// glb, which every viewer opens.
[[nodiscard]] studio::EncodedFile meshFile(const QString &format, const QColor &color);

} // namespace peregrine::localserver
