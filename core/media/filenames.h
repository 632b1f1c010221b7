#pragma once

#include <QDateTime>
#include <QString>

namespace peregrine {

/// A file name without extension, for people: day, time and the first words of the prompt,
/// "2026-03-01 14-05-09 a cat, oil on canvas". Letters of all scripts are kept. At most 80
/// characters and 200 bytes of UTF-8; no separators, control characters, characters or names that
/// Windows reserves, no leading dot or space, no trailing ones. `local` is the time to show.
[[nodiscard]] QString safeBaseName(const QString &prompt, const QDateTime &local);

/// Any text made fit for a file name by the same rules; `fallback` when nothing is left of it.
[[nodiscard]] QString safeFileText(const QString &text, const QString &fallback);

/// "name.png" for number 1, "name (2).png" for 2.
[[nodiscard]] QString numberedName(const QString &baseName, int number, const QString &extension);

} // namespace peregrine
