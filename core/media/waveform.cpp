#include "core/media/waveform.h"

#include "core/media/avdecoder.h"
#include "core/media/avfile.h"

#include <QColor>
#include <QCoreApplication>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

extern "C" {
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/frame.h>
#include <libswresample/swresample.h>
}

namespace peregrine {

namespace {

/// Peaks are taken for each hundredth of a second first: how long the sound is, is only known at
/// its end.
constexpr int peaksPerSecond = 100;
constexpr size_t maxPeaks = size_t{peaksPerSecond} * 60 * 10;

constexpr QRgb barColor = 0xff7d8fb3;
constexpr double barShare = 0.6;
constexpr double leastHeight = 0.03;

struct ResamplerDeleter
{
    void operator()(SwrContext *resampler) const { swr_free(&resampler); }
};
using Resampler = std::unique_ptr<SwrContext, ResamplerDeleter>;

/// Any sample format and channels to mono floats at the same rate.
Resampler monoFloats(const AVFrame *frame)
{
    SwrContext *context = nullptr;
    AVChannelLayout mono = {};
    av_channel_layout_default(&mono, 1);
    AVChannelLayout source =
        frame->ch_layout; // older libav takes it by a pointer that is not const
    const int made = swr_alloc_set_opts2(&context, &mono, AV_SAMPLE_FMT_FLT, frame->sample_rate,
                                         &source, static_cast<AVSampleFormat>(frame->format),
                                         frame->sample_rate, 0, nullptr);
    Resampler resampler(context);
    if (made < 0 || swr_init(context) < 0)
        resampler.reset();
    return resampler;
}

bool isSameKind(const AVFrame *frame, int format, int rate, int channels)
{
    return frame->format == format && frame->sample_rate == rate
        && frame->ch_layout.nb_channels == channels;
}

/// Collects peaks of a fixed length from samples that arrive in pieces of any length.
class PeakCollector
{
public:
    void add(const float *samples, int count, int sampleRate)
    {
        const int perPeak = std::max(1, sampleRate / peaksPerSecond);
        for (int i = 0; i < count; ++i) {
            const float value = std::fabs(samples[i]);
            if (std::isfinite(value))
                m_peak = std::max(m_peak, std::min(value, 1.0F));
            if (++m_taken >= perPeak) {
                m_peaks.push_back(m_peak);
                m_peak = 0;
                m_taken = 0;
            }
        }
    }
    [[nodiscard]] bool isFull() const { return m_peaks.size() >= maxPeaks; }

    [[nodiscard]] QList<float> parts(int count)
    {
        if (m_taken > 0)
            m_peaks.push_back(m_peak);
        QList<float> list(count, 0.0F);
        for (size_t i = 0; i < m_peaks.size(); ++i) {
            const auto part =
                static_cast<qsizetype>(i * static_cast<size_t>(count) / m_peaks.size());
            list[part] = std::max(list.at(part), m_peaks[i]);
        }
        return list;
    }
    [[nodiscard]] bool isEmpty() const { return m_peaks.empty() && m_taken == 0; }

private:
    std::vector<float> m_peaks;
    float m_peak = 0;
    int m_taken = 0;
};

} // namespace

Expected<QList<float>, Error> audioPeaks(const QString &path, int count,
                                         const std::atomic_bool *giveUp)
{
    AvFile file(giveUp);
    if (auto opened = file.open(path); !opened)
        return Unexpected{opened.error()};
    const Error silent = Error::media(
        QCoreApplication::translate("peregrine::Waveform", "The file has no sound to show."));
    if (!file.audio())
        return Unexpected{silent};
    AvDecoder decoder(file, file.audio());
    if (auto opened = decoder.open(); !opened)
        return Unexpected{opened.error()};

    PeakCollector peaks;
    Resampler resampler;
    int format = 0;
    int rate = 0;
    int channels = 0;
    std::vector<float> samples;
    while (const AVFrame *frame = peaks.isFull() ? nullptr : decoder.next()) {
        if (frame->nb_samples <= 0 || frame->sample_rate <= 0)
            continue;
        if (!resampler || !isSameKind(frame, format, rate, channels)) {
            resampler = monoFloats(frame);
            if (!resampler)
                return Unexpected{silent};
            format = frame->format;
            rate = frame->sample_rate;
            channels = frame->ch_layout.nb_channels;
        }
        samples.resize(static_cast<size_t>(frame->nb_samples));
        auto *out = reinterpret_cast<uint8_t *>(samples.data());
        const int made =
            swr_convert(resampler.get(), &out, frame->nb_samples,
                        const_cast<const uint8_t **>(frame->extended_data), frame->nb_samples);
        peaks.add(samples.data(), made, rate);
    }
    if (peaks.isEmpty())
        return Unexpected{silent};
    return peaks.parts(count);
}

QImage drawWaveform(const QList<float> &peaks, const QSize &size)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    if (peaks.isEmpty())
        return image;
    const float loudest = *std::max_element(peaks.cbegin(), peaks.cend());
    const double scale = loudest > 0 ? 1.0 / static_cast<double>(loudest) : 1.0;
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor::fromRgba(barColor));
    const double step = static_cast<double>(size.width()) / static_cast<double>(peaks.size());
    const double width = step * barShare;
    for (qsizetype i = 0; i < peaks.size(); ++i) {
        const double share = std::max(leastHeight, static_cast<double>(peaks.at(i)) * scale);
        const double height = share * size.height() * 0.9;
        const QRectF bar(static_cast<double>(i) * step + (step - width) / 2,
                         (size.height() - height) / 2, width, height);
        painter.drawRoundedRect(bar, width / 2, width / 2);
    }
    return image;
}

} // namespace peregrine
