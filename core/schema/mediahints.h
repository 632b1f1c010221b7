#pragma once

#include "core/base/mediakind.h"

#include <QString>
#include <QStringList>
#include <QStringView>

#include <optional>

namespace peregrine {

/// What a file name, a path or an address ends in says about the file; nothing for an unknown or
/// missing extension. Query and fragment of an address are not part of its name.
[[nodiscard]] std::optional<MediaKind> mediaKindOfFileName(const QString &name);

/// What the name of a field says: "image", "mask_url", "audio_urls", "model_mesh", ...
[[nodiscard]] std::optional<MediaKind> mediaKindOfFieldName(QStringView name);

/// The extensions of a kind without dots, the usual ones first; for file dialogs.
[[nodiscard]] QStringList extensionsOf(MediaKind kind);

} // namespace peregrine
