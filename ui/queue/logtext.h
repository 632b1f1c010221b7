#pragma once

#include "core/fal/queue/logline.h"

#include <QString>

namespace peregrine::logtext {

/// A line may be as long as its server likes; more than this many characters are not laid out.
inline constexpr qsizetype longestShown = 4'000;

/// The message as the view shows it: without terminal colours, other control characters made
/// visible, a very long one cut with a note. Plain text.
[[nodiscard]] QString shown(const QString &message);

/// "12:01:03.250  WARN  message", as it is copied and saved: the message in full; with the job's
/// title where there is one.
[[nodiscard]] QString full(const LogLine &line, const QString &title = {});

} // namespace peregrine::logtext
