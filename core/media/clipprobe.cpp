#include "core/media/clipprobe.h"

#include "core/base/mediakind.h"
#include "core/media/avfile.h"
#include "core/media/completeness.h"
#include "core/media/mediatypes.h"

#include <QFile>

#include <algorithm>
#include <cmath>
#include <memory>

extern "C" {
#include <libavcodec/packet.h>
#include <libavformat/avformat.h>
}

namespace peregrine {

namespace {

/// Some files name their clock's rate where the frame rate should be.
constexpr double largestFps = 1000;
constexpr double mostUnevenness = 0.05;

struct PacketDeleter
{
    void operator()(AVPacket *packet) const { av_packet_free(&packet); }
};

/// What is only known once all packets have been seen.
struct Measured
{
    double seconds = 0;
    qint64 frames = 0;
};

double usableFps(const AVRational &rate)
{
    const double fps = rate.den != 0 ? av_q2d(rate) : 0;
    return std::isfinite(fps) && fps > 0 && fps <= largestFps ? fps : 0;
}

/// The average of a short clip is off when its last frame has no length; the rate of its timestamps
/// is right unless they are uneven.
double fpsOf(const AVStream *stream)
{
    const double average = usableFps(stream->avg_frame_rate);
    const double even = usableFps(stream->r_frame_rate);
    const bool isEven = even > 0 && std::abs(average - even) <= even * mostUnevenness;
    return average <= 0 || isEven ? even : average;
}

/// A length that libav has guessed from the bit rate is wrong for sound of a varying one.
bool isLengthKnown(const AVFormatContext *context)
{
    return context->duration != AV_NOPTS_VALUE && context->duration > 0
        && context->duration_estimation_method != AVFMT_DURATION_FROM_BITRATE;
}

/// Reads to the end without decoding. Nothing is known when that takes too long.
Measured readThrough(const AvFile &file)
{
    const std::unique_ptr<AVPacket, PacketDeleter> packet(av_packet_alloc());
    AVFormatContext *context = file.context();
    Measured measured;
    double first = 0;
    double last = 0;
    bool hasFirst = false;
    while (packet && !file.isGivenUp() && av_read_frame(context, packet.get()) >= 0) {
        const AVStream *stream = context->streams[packet->stream_index];
        const int64_t time = packet->pts != AV_NOPTS_VALUE ? packet->pts : packet->dts;
        if (stream == file.video())
            ++measured.frames;
        if (time != AV_NOPTS_VALUE && (stream == file.video() || stream == file.audio())) {
            const double unit = av_q2d(stream->time_base);
            const double start = static_cast<double>(time) * unit;
            const double end =
                start + static_cast<double>(std::max<int64_t>(0, packet->duration)) * unit;
            first = hasFirst ? std::min(first, start) : start;
            last = hasFirst ? std::max(last, end) : end;
            hasFirst = true;
        }
        av_packet_unref(packet.get());
    }
    if (file.isGivenUp())
        return {};
    measured.seconds = last - first;
    return measured;
}

ClipFacts readFacts(const AvFile &file)
{
    ClipFacts facts;
    facts.state = ClipFacts::State::Read;
    const AVStream *video = file.video();
    facts.hasPicture = video != nullptr;
    facts.hasSound = file.audio() != nullptr;
    Measured measured;
    if (isLengthKnown(file.context()))
        measured.seconds = file.duration();
    else
        measured = readThrough(file);
    const bool isUsable = std::isfinite(measured.seconds) && measured.seconds > 0;
    facts.seconds = isUsable ? measured.seconds : 0;
    if (!video)
        return facts;
    facts.pixels = file.videoSize();
    facts.fps = fpsOf(video);
    if (video->nb_frames > 0)
        facts.frames = video->nb_frames;
    else if (measured.frames > 0)
        facts.frames = measured.frames;
    return facts;
}

} // namespace

ClipFacts probeClip(const QString &path, const std::atomic_bool *giveUp)
{
    QFile head(path);
    if (!head.open(QIODevice::ReadOnly))
        return {};
    const QString type = sniffMimeType(head.peek(sniffBytes));
    const MediaKind kind = mediaKindOfMimeType(type);
    if (kind != MediaKind::Video && kind != MediaKind::Audio)
        return {};
    ClipFacts damaged;
    damaged.state = ClipFacts::State::Damaged;
    if (isCutOff(head, type))
        return damaged;
    head.close();

    AvFile file(giveUp);
    if (!file.open(path))
        return file.isGivenUp() ? ClipFacts() : damaged;
    return readFacts(file);
}

} // namespace peregrine
