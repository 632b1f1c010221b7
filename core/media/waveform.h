#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QImage>
#include <QList>
#include <QString>

#include <atomic>

namespace peregrine {

/// The loudest sample (0..1) of each of `count` equal parts of a sound file; of the first minutes
/// when it is very long. Blocks; any thread. giveUp as in AvFile.
[[nodiscard]] Expected<QList<float>, Error> audioPeaks(const QString &path, int count,
                                                       const std::atomic_bool *giveUp = nullptr);

/// Peaks as bars on a transparent ground, in a colour that is legible on light and dark.
[[nodiscard]] QImage drawWaveform(const QList<float> &peaks, const QSize &size);

} // namespace peregrine
