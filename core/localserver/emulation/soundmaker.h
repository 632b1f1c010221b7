#pragma once

#include "core/localserver/studio/studio.h"

#include <QString>

namespace peregrine::localserver {

/// The rate of all sounds made here, in samples a second.
inline constexpr int soundRate = 24'000;

/// A few bars of plucked chords, or for the words of noises (rain, wind, sea, engine, ...) a
/// rushing of that kind: WAV, mono. The words and the seed choose key, pace and colour.
[[nodiscard]] studio::EncodedFile soundFor(const QString &prompt, double seconds, quint64 seed);

} // namespace peregrine::localserver
