#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>

namespace peregrine::studio {

/// Samples from -1 to 1 as a mono 16 bit WAV file, with the metadata as a LIST/INFO chunk.
/// Keys are INFO identifiers of four letters: INAM, ICMT, ISFT, ...
[[nodiscard]] QByteArray wavFile(const QList<float> &samples, int sampleRate,
                                 const QMap<QByteArray, QByteArray> &information);

} // namespace peregrine::studio
