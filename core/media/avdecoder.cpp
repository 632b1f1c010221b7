#include "core/media/avdecoder.h"

#include "core/media/avfile.h"
#include "core/media/thumbnailer.h"

#include <QCoreApplication>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

namespace peregrine {

AvDecoder::AvDecoder(AvFile &file, AVStream *stream)
    : m_file(file)
    , m_stream(stream)
{ }

AvDecoder::~AvDecoder()
{
    av_frame_free(&m_frame);
    av_packet_free(&m_packet);
    avcodec_free_context(&m_codec);
}

Expected<Done, Error> AvDecoder::open()
{
    const AVCodec *codec = avcodec_find_decoder(m_stream->codecpar->codec_id);
    if (!codec)
        return Unexpected{Error::media(
            QCoreApplication::translate("peregrine::AvDecoder",
                                        "The file's encoding is not known to this computer's media "
                                        "library. Open it in another program."))};
    const Error unusable = Error::media(QCoreApplication::translate(
        "peregrine::AvDecoder",
        "The file's video or sound cannot be decoded: it is damaged or far "
        "too large."));
    m_codec = avcodec_alloc_context3(codec);
    m_packet = av_packet_alloc();
    m_frame = av_frame_alloc();
    if (!m_codec || !m_packet || !m_frame
        || avcodec_parameters_to_context(m_codec, m_stream->codecpar) < 0)
        return Unexpected{unusable};
    m_codec->thread_count = 1; // the pool has a thread for each core already
    m_codec->max_pixels = Thumbnailer::maxPixels;
    m_codec->pkt_timebase = m_stream->time_base;
    if (avcodec_open2(m_codec, codec, nullptr) < 0)
        return Unexpected{unusable};
    return Done{};
}

void AvDecoder::seek(double seconds)
{
    const auto time = static_cast<int64_t>(seconds * AV_TIME_BASE);
    const int64_t target = av_rescale_q(time, av_make_q(1, AV_TIME_BASE), m_stream->time_base);
    if (av_seek_frame(m_file.context(), m_stream->index, target, AVSEEK_FLAG_BACKWARD) >= 0)
        avcodec_flush_buffers(m_codec);
}

const AVFrame *AvDecoder::next()
{
    while (true) {
        av_frame_unref(m_frame);
        const int received = avcodec_receive_frame(m_codec, m_frame);
        if (received >= 0)
            return m_frame;
        if (received != AVERROR(EAGAIN) || !sendPacket())
            return nullptr;
    }
}

bool AvDecoder::sendPacket()
{
    while (!m_ended) {
        av_packet_unref(m_packet);
        if (av_read_frame(m_file.context(), m_packet) < 0) {
            m_ended = true;
            return avcodec_send_packet(m_codec, nullptr) >= 0;
        }
        // A damaged packet is skipped: what comes after it may be whole.
        if (m_packet->stream_index == m_stream->index
            && avcodec_send_packet(m_codec, m_packet) >= 0)
            return true;
    }
    return false;
}

} // namespace peregrine
