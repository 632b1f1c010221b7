#include "core/media/avfile.h"

#include "core/base/logging.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <cmath>
#include <mutex>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/display.h>
#include <libavutil/log.h>
}

namespace peregrine {

namespace {

constexpr int patienceMs = 10'000;
constexpr int maxStreams = 32;
constexpr int rightAngle = 90;
constexpr int fullTurn = 360;

/// libav writes about every damaged file to standard error.
void silenceLibav()
{
    static std::once_flag once;
    std::call_once(once, [] { av_log_set_level(AV_LOG_QUIET); });
}

AVStream *bestStream(AVFormatContext *context, AVMediaType type)
{
    const int index = av_find_best_stream(context, type, -1, -1, nullptr, 0);
    if (index < 0)
        return nullptr;
    AVStream *stream = context->streams[index];
    return (stream->disposition & AV_DISPOSITION_ATTACHED_PIC) != 0 ? nullptr : stream;
}

const qint32 *displayMatrix(const AVStream *stream)
{
#if LIBAVCODEC_VERSION_INT >= AV_VERSION_INT(60, 30, 100)
    const AVPacketSideData *data =
        av_packet_side_data_get(stream->codecpar->coded_side_data,
                                stream->codecpar->nb_coded_side_data, AV_PKT_DATA_DISPLAYMATRIX);
    return data && data->size >= 9 * sizeof(qint32) ? reinterpret_cast<const qint32 *>(data->data)
                                                    : nullptr;
#else
    size_t size = 0;
    const uint8_t *data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size);
    return size >= 9 * sizeof(qint32) ? reinterpret_cast<const qint32 *>(data) : nullptr;
#endif
}

} // namespace

AvFile::AvFile(const std::atomic_bool *giveUp)
    : m_giveUp(giveUp)
    , m_deadline(patienceMs)
{
    silenceLibav();
}

AvFile::~AvFile()
{
    avformat_close_input(&m_context);
}

int AvFile::isOver(void *file)
{
    return static_cast<const AvFile *>(file)->isGivenUp() ? 1 : 0;
}

bool AvFile::isGivenUp() const
{
    const bool wanted = !m_giveUp || !m_giveUp->load(std::memory_order_relaxed);
    return !wanted || m_deadline.hasExpired();
}

Expected<Done, Error> AvFile::open(const QString &path)
{
    const Error damaged = Error::media(
        QCoreApplication::translate("peregrine::AvFile", "The file %1 is damaged or not complete.")
            .arg(QFileInfo(path).fileName()));
    m_context = avformat_alloc_context();
    if (!m_context)
        return Unexpected{damaged};
    m_context->interrupt_callback = {&AvFile::isOver, this};
    m_context->max_streams = maxStreams;
    AVDictionary *options = nullptr;
    av_dict_set(&options, "protocol_whitelist", "file", 0);
    av_dict_set(&options, "format_whitelist", "mov,mp4,matroska,webm,wav,mp3,ogg,flac,aac,avi", 0);
    const QByteArray url = "file:" + path.toUtf8();
    const int opened = avformat_open_input(&m_context, url.constData(), nullptr, &options);
    av_dict_free(&options);
    if (opened < 0) {
        qCInfo(lcMedia) << "libav does not open a file:" << opened;
        return Unexpected{damaged};
    }
    if (avformat_find_stream_info(m_context, nullptr) < 0)
        return Unexpected{damaged};
    m_video = bestStream(m_context, AVMEDIA_TYPE_VIDEO);
    m_audio = bestStream(m_context, AVMEDIA_TYPE_AUDIO);
    if (!m_video && !m_audio)
        return Unexpected{damaged};
    return Done{};
}

double AvFile::duration() const
{
    if (m_context->duration == AV_NOPTS_VALUE || m_context->duration <= 0)
        return 0;
    return static_cast<double>(m_context->duration) / AV_TIME_BASE;
}

int AvFile::videoRotation() const
{
    const qint32 *matrix = m_video ? displayMatrix(m_video) : nullptr;
    const double counterClockwise = matrix ? av_display_rotation_get(matrix) : 0;
    if (!std::isfinite(counterClockwise))
        return 0;
    const int turns = static_cast<int>(std::lround(-counterClockwise / rightAngle));
    return ((turns * rightAngle) % fullTurn + fullTurn) % fullTurn;
}

QSize AvFile::videoSize() const
{
    if (!m_video)
        return {};
    const AVCodecParameters *parameters = m_video->codecpar;
    double width = parameters->width;
    const AVRational shape = parameters->sample_aspect_ratio;
    if (shape.num > 0 && shape.den > 0)
        width = std::min(width * av_q2d(shape), width * 8);
    const QSize size(std::max(1, static_cast<int>(std::lround(width))), parameters->height);
    return videoRotation() % (2 * rightAngle) == 0 ? size : size.transposed();
}

} // namespace peregrine
