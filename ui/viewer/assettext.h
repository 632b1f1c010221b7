#pragma once

#include "core/base/mediakind.h"
#include "core/jobs/asset.h"

#include <QDateTime>
#include <QString>

namespace peregrine::assettext {

/// "0:04", "12:31", "1:02:03". Negative or not finite counts as 0.
[[nodiscard]] QString duration(double seconds);
/// "1.4 MB", in the user's locale.
[[nodiscard]] QString bytes(qint64 bytes);
/// "1024 × 768 px"; empty when not known.
[[nodiscard]] QString pixels(const QSize &size);
/// "Picture", "Video", ...
[[nodiscard]] QString kind(MediaKind kind);
/// The name of the icon that stands for the kind.
[[nodiscard]] QString iconName(MediaKind kind);
/// "Today", "Yesterday", else the date, in the machine's time zone.
[[nodiscard]] QString day(const QDateTime &time, const QDate &today);
/// What a screen reader says of a tile: kind, title, model.
[[nodiscard]] QString spoken(const Asset &asset);
/// What is thought of it, in words: "rejected", "3 stars", ...
[[nodiscard]] QStringList marks(const Judgement &judgement);
/// Made by the embedded server's models (local/...), which draw by procedure.
[[nodiscard]] bool isLocalPreview(const QString &endpoint);

} // namespace peregrine::assettext
