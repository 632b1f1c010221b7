#include "core/localserver/studio/videoencoder.h"

#include <algorithm>
#include <cstring>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/opt.h>
#include <libswscale/swscale.h>
}

namespace peregrine::studio {

namespace {

/// A growing file in memory with a position, as libav's input and output callbacks want it.
struct MemoryFile
{
    QByteArray *bytes = nullptr;
    qint64 position = 0;

    static int read(void *opaque, uint8_t *into, int size)
    {
        auto *file = static_cast<MemoryFile *>(opaque);
        const qint64 count = std::min<qint64>(size, file->bytes->size() - file->position);
        if (count <= 0)
            return AVERROR_EOF;
        std::memcpy(into, file->bytes->constData() + file->position, static_cast<size_t>(count));
        file->position += count;
        return static_cast<int>(count);
    }

    static int write(void *opaque, uint8_t *from, int size)
    {
        auto *file = static_cast<MemoryFile *>(opaque);
        const qint64 end = file->position + size;
        if (end > file->bytes->size())
            file->bytes->resize(static_cast<int>(end));
        std::memcpy(file->bytes->data() + file->position, from, static_cast<size_t>(size));
        file->position = end;
        return size;
    }

    static int64_t seek(void *opaque, int64_t offset, int whence)
    {
        auto *file = static_cast<MemoryFile *>(opaque);
        switch (whence & ~AVSEEK_FORCE) {
        case AVSEEK_SIZE:
            return file->bytes->size();
        case SEEK_SET:
            break;
        case SEEK_CUR:
            offset += file->position;
            break;
        case SEEK_END:
            offset += file->bytes->size();
            break;
        default:
            return AVERROR(EINVAL);
        }
        if (offset < 0)
            return AVERROR(EINVAL);
        file->position = offset;
        return offset;
    }

    /// Null when there is no memory; the context then owns its buffer, the caller the context.
    static AVIOContext *open(MemoryFile *file, bool writing)
    {
        constexpr int bufferSize = 1 << 16;
        auto *buffer = static_cast<unsigned char *>(av_malloc(bufferSize));
        if (buffer == nullptr)
            return nullptr;
        AVIOContext *context =
            avio_alloc_context(buffer, bufferSize, writing ? 1 : 0, file,
                               writing ? nullptr : &MemoryFile::read, nullptr, &MemoryFile::seek);
        if (context == nullptr) {
            av_free(buffer);
            return nullptr;
        }
        // The callback's type gained a const in libav 61: assigned, so that it fits either way.
        if (writing) {
            using Writer = decltype(context->write_packet);
            context->write_packet = reinterpret_cast<Writer>(&MemoryFile::write);
        }
        return context;
    }

    static void close(AVIOContext *context)
    {
        if (context == nullptr)
            return;
        av_freep(&context->buffer);
        avio_context_free(&context);
    }
};

} // namespace

class VideoEncoder::Session
{
public:
    Session() = default;
    ~Session()
    {
        sws_freeContext(m_scaler);
        av_packet_free(&m_packet);
        av_frame_free(&m_frame);
        avcodec_free_context(&m_codec);
        if (m_format != nullptr) {
            MemoryFile::close(m_format->pb);
            avformat_free_context(m_format);
        }
    }
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    bool open(QSize size, int framesPerSecond, const QMap<QString, QString> &metadata)
    {
        // libav tells standard error about every film; only what went wrong is worth a line.
        av_log_set_level(AV_LOG_ERROR);
        const AVCodec *codec = avcodec_find_encoder_by_name("libx264");
        if (codec == nullptr)
            codec = avcodec_find_encoder(AV_CODEC_ID_MPEG4);
        if (codec == nullptr)
            return false;
        if (avformat_alloc_output_context2(&m_format, nullptr, "mp4", nullptr) < 0)
            return false;
        m_format->opaque = this;
        // faststart reads back what was written: it opens "the file" anew, which is our memory.
        m_format->io_open = [](AVFormatContext *format, AVIOContext **io, const char *, int,
                               AVDictionary **) {
            auto *session = static_cast<Session *>(format->opaque);
            session->m_reading = {&session->m_bytes, 0};
            *io = MemoryFile::open(&session->m_reading, false);
            return *io != nullptr ? 0 : AVERROR(ENOMEM);
        };
        m_format->io_close2 = [](AVFormatContext *, AVIOContext *io) {
            MemoryFile::close(io);
            return 0;
        };
        m_format->pb = MemoryFile::open(&m_writing, true);
        m_format->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
        for (auto it = metadata.cbegin(); it != metadata.cend(); ++it)
            av_dict_set(&m_format->metadata, it.key().toUtf8().constData(),
                        it.value().toUtf8().constData(), 0);
        return m_format->pb != nullptr && openCodec(codec, size, framesPerSecond) && openStream();
    }

    bool add(const QImage &picture)
    {
        const QImage image = picture.convertToFormat(QImage::Format_RGB32);
        if (image.size() != QSize(m_codec->width, m_codec->height))
            return false;
        if (av_frame_make_writable(m_frame) < 0)
            return false;
        const uint8_t *lines[1] = {image.constBits()};
        const int strides[1] = {static_cast<int>(image.bytesPerLine())};
        sws_scale(m_scaler, lines, strides, 0, image.height(), m_frame->data, m_frame->linesize);
        m_frame->pts = m_next++;
        return send(m_frame);
    }

    std::optional<QByteArray> finish()
    {
        if (!send(nullptr) || av_write_trailer(m_format) < 0)
            return std::nullopt;
        avio_flush(m_format->pb);
        return std::move(m_bytes);
    }

private:
    bool openCodec(const AVCodec *codec, QSize size, int framesPerSecond)
    {
        m_codec = avcodec_alloc_context3(codec);
        m_frame = av_frame_alloc();
        m_packet = av_packet_alloc();
        if (m_codec == nullptr || m_frame == nullptr || m_packet == nullptr)
            return false;
        m_codec->width = size.width();
        m_codec->height = size.height();
        m_codec->pix_fmt = AV_PIX_FMT_YUV420P;
        m_codec->time_base = {1, framesPerSecond};
        m_codec->framerate = {framesPerSecond, 1};
        m_codec->gop_size = framesPerSecond * 2;
        m_codec->max_b_frames = 2;
        m_codec->bit_rate =
            static_cast<int64_t>(size.width()) * size.height() * framesPerSecond / 6;
        m_codec->color_range = AVCOL_RANGE_MPEG;
        m_codec->colorspace = AVCOL_SPC_BT709;
        m_codec->color_primaries = AVCOL_PRI_BT709;
        m_codec->color_trc = AVCOL_TRC_BT709;
        // Fixed, since the number of threads shows in the bytes.
        m_codec->thread_count = 1;
        m_codec->flags |= AV_CODEC_FLAG_BITEXACT;
        if ((m_format->oformat->flags & AVFMT_GLOBALHEADER) != 0)
            m_codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
        if (codec->id == AV_CODEC_ID_H264) {
            m_codec->bit_rate = 0;
            av_opt_set(m_codec->priv_data, "preset", "veryfast", 0);
            av_opt_set(m_codec->priv_data, "crf", "19", 0);
            // With its macroblock tree x264 164 gives other bytes from one run to the next when the
            // height is no multiple of 16 (measured): equal requests must give equal films.
            av_opt_set(m_codec->priv_data, "x264-params", "mbtree=0", 0);
        }
        if (avcodec_open2(m_codec, codec, nullptr) < 0)
            return false;
        m_frame->format = AV_PIX_FMT_YUV420P;
        m_frame->width = size.width();
        m_frame->height = size.height();
        if (av_frame_get_buffer(m_frame, 0) < 0)
            return false;
        m_scaler = sws_getContext(size.width(), size.height(), AV_PIX_FMT_BGR0, size.width(),
                                  size.height(), AV_PIX_FMT_YUV420P,
                                  SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT, nullptr, nullptr,
                                  nullptr);
        if (m_scaler == nullptr)
            return false;
        const int *matrix = sws_getCoefficients(SWS_CS_ITU709);
        sws_setColorspaceDetails(m_scaler, matrix, 1, matrix, 0, 0, 1 << 16, 1 << 16);
        return true;
    }

    bool openStream()
    {
        m_stream = avformat_new_stream(m_format, nullptr);
        if (m_stream == nullptr || avcodec_parameters_from_context(m_stream->codecpar, m_codec) < 0)
            return false;
        m_stream->time_base = m_codec->time_base;
        m_stream->avg_frame_rate = m_codec->framerate;
        AVDictionary *options = nullptr;
        av_dict_set(&options, "movflags", "+faststart", 0);
        const int result = avformat_write_header(m_format, &options);
        av_dict_free(&options);
        return result >= 0;
    }

    bool send(const AVFrame *frame)
    {
        if (avcodec_send_frame(m_codec, frame) < 0)
            return false;
        for (;;) {
            const int result = avcodec_receive_packet(m_codec, m_packet);
            if (result == AVERROR(EAGAIN) || result == AVERROR_EOF)
                return true;
            if (result < 0)
                return false;
            m_packet->stream_index = m_stream->index;
            // Without it the last frame has no length and the film is one frame short.
            if (m_packet->duration == 0)
                m_packet->duration = 1;
            av_packet_rescale_ts(m_packet, m_codec->time_base, m_stream->time_base);
            if (av_interleaved_write_frame(m_format, m_packet) < 0)
                return false;
        }
    }

    QByteArray m_bytes;
    MemoryFile m_writing{&m_bytes, 0};
    MemoryFile m_reading;
    AVFormatContext *m_format = nullptr;
    AVCodecContext *m_codec = nullptr;
    AVStream *m_stream = nullptr;
    AVFrame *m_frame = nullptr;
    AVPacket *m_packet = nullptr;
    SwsContext *m_scaler = nullptr;
    int64_t m_next = 0;
};

VideoEncoder::VideoEncoder(std::unique_ptr<Session> session)
    : m_session(std::move(session))
{ }

VideoEncoder::~VideoEncoder() = default;

std::unique_ptr<VideoEncoder> VideoEncoder::open(QSize size, int framesPerSecond,
                                                 const QMap<QString, QString> &metadata)
{
    auto session = std::make_unique<Session>();
    if (!session->open(size, framesPerSecond, metadata))
        return nullptr;
    return std::unique_ptr<VideoEncoder>(new VideoEncoder(std::move(session)));
}

bool VideoEncoder::add(const QImage &frame)
{
    return m_session->add(frame);
}

std::optional<QByteArray> VideoEncoder::finish()
{
    return m_session->finish();
}

} // namespace peregrine::studio
