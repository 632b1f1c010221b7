#include "tests/unit/media/mediafixtures.h"

#include <QBuffer>
#include <QFile>
#include <QImageWriter>
#include <QtEndian>

#include <cmath>
#include <numbers>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

namespace peregrine::test {

namespace {

quint32 crc32(const QByteArray &bytes)
{
    quint32 crc = 0xffffffffU;
    for (const char byte : bytes) {
        crc ^= static_cast<uchar>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xedb88320U : 0U);
    }
    return crc ^ 0xffffffffU;
}

QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

template <typename T> QByteArray littleEndian(T value)
{
    QByteArray bytes(sizeof(T), '\0');
    qToLittleEndian(value, bytes.data());
    return bytes;
}

QByteArray pngChunk(const QByteArray &name, const QByteArray &data)
{
    return bigEndian(static_cast<quint32>(data.size())) + name + data
        + bigEndian(crc32(name + data));
}

/// Sends a frame (null: the end) and writes the packets that come out.
bool encode(AVCodecContext *codec, AVFrame *frame, AVFormatContext *container)
{
    if (avcodec_send_frame(codec, frame) < 0)
        return false;
    AVPacket *packet = av_packet_alloc();
    bool isGood = true;
    while (isGood && avcodec_receive_packet(codec, packet) >= 0) {
        packet->duration = 1;
        av_packet_rescale_ts(packet, codec->time_base, container->streams[0]->time_base);
        packet->stream_index = 0;
        isGood = av_interleaved_write_frame(container, packet) >= 0;
    }
    av_packet_free(&packet);
    return isGood;
}

void paint(AVFrame *frame, int number)
{
    for (int y = 0; y < frame->height; ++y) {
        for (int x = 0; x < frame->width; ++x)
            frame->data[0][y * frame->linesize[0] + x] = static_cast<uint8_t>(x + number * 4);
    }
    for (int y = 0; y < frame->height / 2; ++y) {
        for (int x = 0; x < frame->width / 2; ++x) {
            frame->data[1][y * frame->linesize[1] + x] = 90;
            frame->data[2][y * frame->linesize[2] + x] = static_cast<uint8_t>(200 - y);
        }
    }
}

bool encodeVideo(AVFormatContext *container, AVCodecContext *codec, int frames)
{
    AVFrame *frame = av_frame_alloc();
    frame->format = codec->pix_fmt;
    frame->width = codec->width;
    frame->height = codec->height;
    bool isGood = av_frame_get_buffer(frame, 0) >= 0;
    for (int i = 0; isGood && i < frames; ++i) {
        isGood = av_frame_make_writable(frame) >= 0;
        paint(frame, i);
        frame->pts = i;
        isGood = isGood && encode(codec, frame, container);
    }
    av_frame_free(&frame);
    return isGood && encode(codec, nullptr, container);
}

} // namespace

QImage testPicture(const QSize &size)
{
    QImage image(size, QImage::Format_RGB32);
    for (int y = 0; y < size.height(); ++y) {
        const int red = 255 - 255 * y / size.height();
        for (int x = 0; x < size.width(); ++x)
            image.setPixel(x, y, qRgb(red, 255 * x / size.width(), 255 - red));
    }
    return image;
}

QByteArray encoded(const QImage &image, const char *format)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, format);
    return bytes;
}

QByteArray turnedJpeg(const QImage &image)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    QImageWriter writer(&buffer, "jpeg");
    writer.setTransformation(QImageIOHandler::TransformationRotate90);
    writer.write(image);
    return bytes;
}

QByteArray pngThatClaims(quint32 width, quint32 height)
{
    const QByteArray header =
        bigEndian(width) + bigEndian(height) + QByteArray("\x08\x02\0\0\0", 5);
    return QByteArray("\x89PNG\r\n\x1a\n") + pngChunk("IHDR", header)
        + pngChunk("IDAT", qCompress(QByteArray(1000, '\0')).mid(4)) + pngChunk("IEND", {});
}

QByteArray wav(double seconds, int sampleRate)
{
    const int samples = static_cast<int>(seconds * sampleRate);
    QByteArray data;
    for (int i = 0; i < samples; ++i) {
        const double tone = std::sin(2 * std::numbers::pi * 440 * i / sampleRate);
        data +=
            littleEndian<qint16>(i < samples / 2 ? qint16{0} : static_cast<qint16>(tone * 32000));
    }
    const auto rate = static_cast<quint32>(sampleRate);
    const QByteArray format = littleEndian<quint16>(1) + littleEndian<quint16>(1)
        + littleEndian(rate) + littleEndian(rate * 2) + littleEndian<quint16>(2)
        + littleEndian<quint16>(16);
    const QByteArray body = "WAVEfmt " + littleEndian<quint32>(16) + format + "data"
        + littleEndian(static_cast<quint32>(data.size())) + data;
    return "RIFF" + littleEndian(static_cast<quint32>(body.size())) + body;
}

QByteArray mp4(const QSize &size, int frames, const QString &scratchFolder)
{
    const QString path = scratchFolder + QStringLiteral("/fixture.mp4");
    AVFormatContext *container = nullptr;
    if (avformat_alloc_output_context2(&container, nullptr, "mp4", nullptr) < 0)
        return {};
    const AVCodec *encoder = avcodec_find_encoder(AV_CODEC_ID_MPEG4);
    AVCodecContext *codec = avcodec_alloc_context3(encoder);
    codec->width = size.width();
    codec->height = size.height();
    codec->pix_fmt = AV_PIX_FMT_YUV420P;
    codec->time_base = av_make_q(1, 25);
    codec->flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    AVStream *stream = avformat_new_stream(container, nullptr);
    const bool isWritten = avcodec_open2(codec, encoder, nullptr) >= 0
        && avcodec_parameters_from_context(stream->codecpar, codec) >= 0
        && avio_open(&container->pb, path.toUtf8().constData(), AVIO_FLAG_WRITE) >= 0
        && avformat_write_header(container, nullptr) >= 0 && encodeVideo(container, codec, frames)
        && av_write_trailer(container) >= 0;
    avio_closep(&container->pb);
    avcodec_free_context(&codec);
    avformat_free_context(container);
    QFile file(path);
    const bool isReadable = isWritten && file.open(QIODevice::ReadOnly);
    const QByteArray bytes = isReadable ? file.readAll() : QByteArray();
    file.remove();
    return bytes;
}

QByteArray glb()
{
    const QByteArray json = R"({"asset":{"version":"2.0"}} )";
    return "glTF" + littleEndian<quint32>(2)
        + littleEndian(static_cast<quint32>(12 + 8 + json.size()))
        + littleEndian(static_cast<quint32>(json.size())) + "JSON" + json;
}

QString writeFile(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("a file of the test cannot be written");
    return path;
}

} // namespace peregrine::test
