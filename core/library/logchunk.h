#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/queue/logline.h"

#include <QByteArray>
#include <QList>

namespace peregrine {

/// A run of log lines as the library keeps it: compressed, whole. Every function may be called from
/// any thread.
namespace logchunk {

/// Of one message; the rest of a longer one is not kept.
inline constexpr qsizetype longestMessage = 64 * 1024;
/// What one chunk may hold, so that reading one takes little memory.
inline constexpr qsizetype maxLines = 1000;
inline constexpr qsizetype maxBytes = 128 * 1024;

/// What the line takes before it is compressed, about.
[[nodiscard]] qsizetype bytesOf(const LogLine &line);
/// The line as it is kept: a message that is too long ends in an ellipsis.
[[nodiscard]] LogLine kept(const LogLine &line);

[[nodiscard]] QByteArray packed(const QList<LogLine> &lines);
/// A Storage error when the bytes are not what packed() makes.
[[nodiscard]] Expected<QList<LogLine>, Error> unpacked(const QByteArray &chunk);

} // namespace logchunk

} // namespace peregrine
