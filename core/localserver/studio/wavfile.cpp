#include "core/localserver/studio/wavfile.h"

#include <QtEndian>

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

namespace {

constexpr quint16 bytesPerSample = 2;

template <typename Number> void append(QByteArray &bytes, Number value)
{
    char raw[sizeof(Number)];
    qToLittleEndian(value, raw);
    bytes.append(raw, sizeof(Number));
}

void appendChunk(QByteArray &bytes, const QByteArray &name, const QByteArray &content)
{
    bytes += name;
    append(bytes, static_cast<quint32>(content.size()));
    bytes += content;
    if (content.size() % 2 != 0)
        bytes += '\0';
}

} // namespace

QByteArray wavFile(const QList<float> &samples, int sampleRate,
                   const QMap<QByteArray, QByteArray> &information)
{
    constexpr quint16 pcm = 1;
    constexpr quint16 channels = 1;
    QByteArray format;
    append(format, pcm);
    append(format, channels);
    append(format, static_cast<quint32>(sampleRate));
    append(format, static_cast<quint32>(sampleRate * channels * bytesPerSample));
    append(format, static_cast<quint16>(channels * bytesPerSample));
    append(format, static_cast<quint16>(8 * bytesPerSample));

    QByteArray list("INFO");
    for (auto it = information.cbegin(); it != information.cend(); ++it)
        appendChunk(list, it.key(), it.value() + '\0');

    QByteArray data;
    data.reserve(samples.size() * bytesPerSample);
    for (const float sample : samples) {
        const float bounded = std::clamp(sample, -1.0F, 1.0F);
        append(data, static_cast<qint16>(std::lround(bounded * 32767.0F)));
    }

    QByteArray content("WAVE");
    appendChunk(content, "fmt ", format);
    appendChunk(content, "LIST", list);
    appendChunk(content, "data", data);
    QByteArray file;
    appendChunk(file, "RIFF", content);
    return file;
}

QList<float> loudnessOf(const QByteArray &wav, int count)
{
    const qsizetype data = wav.indexOf("data");
    constexpr qsizetype headLength = 8;
    const qsizetype samples = data < 0 ? 0 : (wav.size() - data - headLength) / bytesPerSample;
    QList<float> result;
    if (count < 1 || samples < count)
        return result;
    float loudest = 0.0F;
    for (qsizetype part = 0; part < count; ++part) {
        const qsizetype first = samples * part / count;
        const qsizetype end = samples * (part + 1) / count;
        float sum = 0.0F;
        for (qsizetype i = first; i < end; ++i) {
            const auto sample =
                qFromLittleEndian<qint16>(wav.constData() + data + headLength + i * bytesPerSample);
            sum += std::abs(static_cast<float>(sample));
        }
        result.append(sum / static_cast<float>(end - first));
        loudest = std::max(loudest, result.constLast());
    }
    for (float &value : result)
        value = loudest > 0.0F ? value / loudest : 0.0F;
    return result;
}

} // namespace peregrine::studio
