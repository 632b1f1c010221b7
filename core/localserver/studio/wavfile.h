#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>

namespace peregrine::studio {

/// Samples from -1 to 1 as a mono 16 bit WAV file, with the metadata as a LIST/INFO chunk.
/// Keys are INFO identifiers of four letters: INAM, ICMT, ISFT, ...
[[nodiscard]] QByteArray wavFile(const QList<float> &samples, int sampleRate,
                                 const QMap<QByteArray, QByteArray> &information);

/// How loud such a file is, in `count` even parts from begin to end: 0 to 1, the loudest being 1.
/// Empty when it is none.
[[nodiscard]] QList<float> loudnessOf(const QByteArray &wav, int count);

} // namespace peregrine::studio
