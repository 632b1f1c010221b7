#include "core/localserver/studio/studio.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
}

using namespace peregrine::studio;

namespace {

struct Decoded
{
    int frames = 0;
    QSize size;
    double seconds = 0.0;
    QString comment;
    AVPixelFormat format = AV_PIX_FMT_NONE;
};

Decoded decode(const QByteArray &bytes)
{
    Decoded result;
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("film.mp4"));
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return result;
    file.close();
    AVFormatContext *input = nullptr;
    if (avformat_open_input(&input, QFile::encodeName(path).constData(), nullptr, nullptr) < 0)
        return result;
    avformat_find_stream_info(input, nullptr);
    const AVCodecParameters *parameters = input->streams[0]->codecpar;
    AVCodecContext *codec = avcodec_alloc_context3(avcodec_find_decoder(parameters->codec_id));
    avcodec_parameters_to_context(codec, parameters);
    avcodec_open2(codec, codec->codec, nullptr);
    AVPacket *packet = av_packet_alloc();
    AVFrame *frame = av_frame_alloc();
    const auto drain = [&] {
        while (avcodec_receive_frame(codec, frame) >= 0)
            ++result.frames;
    };
    while (av_read_frame(input, packet) >= 0) {
        avcodec_send_packet(codec, packet);
        av_packet_unref(packet);
        drain();
    }
    avcodec_send_packet(codec, nullptr);
    drain();
    result.size = {codec->width, codec->height};
    result.format = codec->pix_fmt;
    result.seconds = static_cast<double>(input->duration) / AV_TIME_BASE;
    if (const AVDictionaryEntry *entry = av_dict_get(input->metadata, "comment", nullptr, 0))
        result.comment = QString::fromUtf8(entry->value);
    av_frame_free(&frame);
    av_packet_free(&packet);
    avcodec_free_context(&codec);
    avformat_close_input(&input);
    return result;
}

AnimateRequest shortFilm(const QString &prompt)
{
    AnimateRequest request;
    request.prompt = prompt;
    request.size = {193, 109};
    request.seconds = 1.0;
    request.framesPerSecond = 12;
    request.seed = 5;
    return request;
}

} // namespace

class TestStudioFilm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodes_data()
    {
        QTest::addColumn<QString>("prompt");
        QTest::newRow("sea") << QStringLiteral("a boat on the sea at sunset");
        QTest::newRow("night") << QStringLiteral("mountains at night, snow");
        QTest::newRow("styled") << QStringLiteral("a fox in a forest, oil painting");
        QTest::newRow("pixels") << QStringLiteral("a castle, pixel art");
    }

    void decodes()
    {
        QFETCH(QString, prompt);
        const std::optional<EncodedFile> film = animate(shortFilm(prompt), {});
        QVERIFY(film.has_value());
        QCOMPARE(film->mimeType, QStringLiteral("video/mp4"));
        const Decoded decoded = decode(film->bytes);
        QCOMPARE(decoded.frames, 12);
        QCOMPARE(decoded.size, QSize(192, 108));
        QCOMPARE(decoded.format, AV_PIX_FMT_YUV420P);
        QVERIFY(std::abs(decoded.seconds - 1.0) < 0.1);
        QVERIFY(decoded.comment.contains(QStringLiteral("Local preview")));
        // The index stands before the pictures.
        QVERIFY(film->bytes.indexOf("moov") < film->bytes.indexOf("mdat"));
    }

    void equalRequestsGiveEqualBytes()
    {
        const AnimateRequest request = shortFilm(QStringLiteral("aurora over a lake"));
        QCOMPARE(animate(request, {})->bytes, animate(request, {})->bytes);
    }

    void startsFromASource()
    {
        AnimateRequest request = shortFilm(QStringLiteral("rain"));
        request.source = QImage(50, 80, QImage::Format_RGB32);
        request.source.fill(Qt::darkGreen);
        const std::optional<EncodedFile> film = animate(request, {});
        QVERIFY(film.has_value());
        QCOMPARE(decode(film->bytes).frames, 12);
    }

    void stopsWhenTold()
    {
        for (const int last : {1, 6, 12}) {
            int told = 0;
            QVERIFY(!animate(shortFilm(QStringLiteral("a boat")),
                             [&told, last](int, int, const QString &) { return ++told < last; }));
            QCOMPARE(told, last);
        }
    }

    void boundsWhatIsAsked()
    {
        AnimateRequest request = shortFilm(QStringLiteral("sea"));
        request.seconds = -3.0;
        request.framesPerSecond = 1;
        request.size = {1, 1};
        const std::optional<EncodedFile> film = animate(request, {});
        QVERIFY(film.has_value());
        QCOMPARE(decode(film->bytes).size, QSize(64, 64));
    }
};

QTEST_GUILESS_MAIN(TestStudioFilm)
#include "tst_studiofilm.moc"
