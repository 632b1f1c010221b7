#include "core/media/mediaprobe.h"
#include "core/media/mediatypes.h"
#include "tests/unit/media/mediafixtures.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

namespace {

/// A play list that names another file; libav would open it.
const QByteArray playList = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n";

} // namespace

class TestMediaProbe : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void content_data();
    void content();
    void cutOff_data();
    void cutOff();
    void damaged_data();
    void damaged();
    void hugePictureIsOnlyMeasured();
    void unfinishedStreamOfWavIsAccepted();
    void gone();
    void sniffing_data();
    void sniffing();

private:
    [[nodiscard]] QString file(const QByteArray &bytes) const
    {
        // The name lies on purpose.
        return writeFile(m_folder.filePath(QStringLiteral("result.txt")), bytes);
    }

    QTemporaryDir m_folder;
};

void TestMediaProbe::content_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<MediaKind>("kind");
    QTest::addColumn<QString>("mimeType");
    QTest::addColumn<QSize>("size");
    const QImage picture = testPicture({64, 48});
    const auto row = [](const char *name, const QByteArray &bytes, MediaKind kind, const char *type,
                        const QSize &size = {}) {
        QTest::newRow(name) << bytes << kind << QString::fromLatin1(type) << size;
    };
    row("PNG", encoded(picture, "png"), MediaKind::Image, "image/png", {64, 48});
    row("JPEG", encoded(picture, "jpeg"), MediaKind::Image, "image/jpeg", {64, 48});
    row("JPEG with bytes after it", encoded(picture, "jpeg") + QByteArray(100, '\0'),
        MediaKind::Image, "image/jpeg", {64, 48});
    row("turned JPEG", turnedJpeg(picture), MediaKind::Image, "image/jpeg", {48, 64});
    row("WebP", encoded(picture, "webp"), MediaKind::Image, "image/webp", {64, 48});
    row("BMP", encoded(picture, "bmp"), MediaKind::Image, "image/bmp", {64, 48});
    row("SVG",
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\" width=\"30\" "
        "height=\"20\"><rect width=\"9\" height=\"9\"/></svg>",
        MediaKind::Image, "image/svg+xml", {30, 20});
    row("MP4", mp4({160, 96}, 25, m_folder.path()), MediaKind::Video, "video/mp4", {160, 96});
    row("WAV", wav(1), MediaKind::Audio, "audio/wav");
    row("GLB", glb(), MediaKind::Model3d, "model/gltf-binary");
    row("JSON object", R"({"a": [1, 2]})", MediaKind::Text, "application/json");
    row("looks like JSON", "[a note] to myself", MediaKind::Text, "text/plain");
    row("text", "Grüße, a text\nof two lines\n", MediaKind::Text, "text/plain");
    row("HTML", "\n<!DOCTYPE html><html><body>Sign in</body></html>", MediaKind::Text, "text/html");
    row("play list", playList, MediaKind::Text, "text/plain");
    row("bytes", QByteArray::fromHex("000102030405fffe"), MediaKind::Other,
        "application/octet-stream");
    row("zip", "PK\x03\x04 and so on", MediaKind::Other, "application/zip");
}

void TestMediaProbe::content()
{
    QFETCH(QByteArray, bytes);
    QFETCH(MediaKind, kind);
    QFETCH(QString, mimeType);
    QFETCH(QSize, size);
    QVERIFY(!bytes.isEmpty());
    const auto info = probeMedia(file(bytes));
    QVERIFY2(info, info ? "" : qPrintable(info.error().message));
    QCOMPARE(info->kind, kind);
    QCOMPARE(info->mimeType, mimeType);
    QCOMPARE(info->size, size);
    if (kind == MediaKind::Video || kind == MediaKind::Audio)
        QVERIFY(qAbs(info->duration - 1.0) < 0.1);
    else
        QCOMPARE(info->duration, 0.0);
}

void TestMediaProbe::cutOff_data()
{
    QTest::addColumn<QByteArray>("whole");
    const QImage picture = testPicture({300, 200});
    QTest::newRow("PNG") << encoded(picture, "png");
    QTest::newRow("JPEG") << encoded(picture, "jpeg");
    QTest::newRow("WebP") << encoded(picture, "webp");
    QTest::newRow("BMP") << encoded(picture, "bmp");
    QTest::newRow("MP4") << mp4({160, 96}, 25, m_folder.path());
    QTest::newRow("WAV") << wav(1);
    QTest::newRow("GLB") << glb();
}

void TestMediaProbe::cutOff()
{
    QFETCH(QByteArray, whole);
    QVERIFY(probeMedia(file(whole)));
    for (const double share : {0.98, 0.5, 0.2}) {
        const auto length = static_cast<qsizetype>(static_cast<double>(whole.size()) * share);
        const auto info = probeMedia(file(whole.left(length)));
        QVERIFY2(!info, qPrintable(QString::number(share)));
        QCOMPARE(info.error().kind, Error::Kind::Media);
        QVERIFY(info.error().message.contains(QStringLiteral("result.txt")));
    }
}

void TestMediaProbe::damaged_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QByteArray png = encoded(testPicture({300, 200}), "png");
    std::fill(png.begin() + 60, png.begin() + 600, '\x5a');
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("PNG with other picture data") << png;
    QTest::newRow("PNG without any data") << pngThatClaims(100, 100);
    QTest::newRow("only a signature") << QByteArray("\x89PNG\r\n\x1a\n");
    QTest::newRow("JPEG signature and noise")
        << QByteArray("\xff\xd8\xff\xe0 and then nothing of it");
    QTest::newRow("MP4 signature and noise") << QByteArray("\0\0\0\x10"
                                                           "ftypisom\0\0\0\0",
                                                           16);
    QTest::newRow("Matroska signature") << QByteArray("\x1a\x45\xdf\xa3 webm webm webm");
    QTest::newRow("sound signature") << QByteArray("ID3") + QByteArray(200, '\x01');
}

void TestMediaProbe::damaged()
{
    QFETCH(QByteArray, bytes);
    const auto info = probeMedia(file(bytes));
    QVERIFY(!info);
    QCOMPARE(info.error().kind, Error::Kind::Media);
    QVERIFY(!info.error().message.isEmpty());
}

void TestMediaProbe::hugePictureIsOnlyMeasured()
{
    QElapsedTimer clock;
    clock.start();
    const auto info = probeMedia(file(pngThatClaims(50'000, 50'000)));
    QVERIFY(info);
    QCOMPARE(info->size, QSize(50'000, 50'000));
    QVERIFY(clock.elapsed() < 1000);
}

void TestMediaProbe::unfinishedStreamOfWavIsAccepted()
{
    // Programs that stream do not know the length when they write it.
    QByteArray bytes = wav(1);
    bytes.replace(4, 4, QByteArray(4, '\xff'));
    QVERIFY(probeMedia(file(bytes)));
}

void TestMediaProbe::gone()
{
    const auto info = probeMedia(m_folder.filePath(QStringLiteral("nothing")));
    QVERIFY(!info);
    QVERIFY(info.error().message.contains(QStringLiteral("nothing")));
}

void TestMediaProbe::sniffing_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QString>("mimeType");
    const auto row = [](const char *type, const QByteArray &head) {
        QTest::newRow(type) << head << QString::fromLatin1(type);
    };
    row("image/avif", QByteArray("\0\0\0\x1c", 4) + "ftypavif");
    row("image/heic", QByteArray("\0\0\0\x1c", 4) + "ftypheic");
    row("video/quicktime", QByteArray("\0\0\0\x14", 4) + "ftypqt  ");
    row("audio/mp4", QByteArray("\0\0\0\x14", 4) + "ftypM4A ");
    row("video/webm", QByteArray("\x1a\x45\xdf\xa3\x9f\x42\x82\x84") + "webm");
    row("video/x-matroska", QByteArray("\x1a\x45\xdf\xa3\x9f\x42\x82\x88") + "matroska");
    row("audio/mpeg", QByteArray::fromHex("fffb9064"));
    row("audio/aac", QByteArray::fromHex("fff15080"));
    row("audio/flac", "fLaC");
    row("application/octet-stream", QByteArray::fromHex("ffffffff"));
    row("text/plain", "\xef\xbb\xbfwith a mark");
}

void TestMediaProbe::sniffing()
{
    QFETCH(QByteArray, head);
    QFETCH(QString, mimeType);
    QCOMPARE(sniffMimeType(head), mimeType);
    QVERIFY(sniffMimeType({}) == QStringLiteral("application/octet-stream"));
    QVERIFY(extensionFor(mimeType).startsWith(u'.'));
}

QTEST_GUILESS_MAIN(TestMediaProbe)
#include "tst_mediaprobe.moc"
