#include "core/media/thumbnailer.h"
#include "core/media/waveform.h"
#include "tests/support/await.h"
#include "tests/unit/media/mediafixtures.h"

#include <QDirIterator>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

class TestThumbnailer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pictureIsScaledDownNeverUp();
    void contentDecidesNotTheName();
    void orientationIsApplied();
    void videoHasAPoster();
    void soundHasAWaveform();
    void wholePicture();
    void refused_data();
    void refused();
    void fileThatIsGoneSaysSo();
    void hugePictureIsRefusedFast();
    void secondTimeComesFromTheCache();
    void deletedWithWorkWaiting();

private:
    [[nodiscard]] QString file(const QString &name, const QByteArray &bytes) const
    {
        return writeFile(m_folder->filePath(name), bytes);
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestThumbnailer::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestThumbnailer::pictureIsScaledDownNeverUp()
{
    Thumbnailer thumbnailer({});
    const auto large = await(thumbnailer.thumbnail(
        file(QStringLiteral("a.png"), encoded(testPicture({1000, 500}), "png")), MediaKind::Image));
    QCOMPARE(large->size(), QSize(320, 160));
    QVERIFY(large->pixelColor(10, 5).red() > 200);
    QVERIFY(large->pixelColor(10, 155).blue() > 200);
    const auto small = await(thumbnailer.thumbnail(
        file(QStringLiteral("b.png"), encoded(testPicture({50, 20}), "png")), MediaKind::Image));
    QCOMPARE(small->size(), QSize(50, 20));
    const auto thin = await(thumbnailer.thumbnail(
        file(QStringLiteral("c.png"), encoded(testPicture({4000, 2}), "png")), MediaKind::Image));
    QCOMPARE(thin->size(), QSize(320, 1));
}

void TestThumbnailer::contentDecidesNotTheName()
{
    Thumbnailer thumbnailer({});
    const QString path =
        file(QStringLiteral("really-jpeg.png"), encoded(testPicture({400, 400}), "jpeg"));
    QCOMPARE(await(thumbnailer.thumbnail(path, MediaKind::Image))->size(), QSize(320, 320));
    const QString video = file(QStringLiteral("a.png"), mp4({160, 96}, 25, m_folder->path()));
    QCOMPARE(await(thumbnailer.thumbnail(video, MediaKind::Image))->size(), QSize(160, 96));
}

void TestThumbnailer::orientationIsApplied()
{
    Thumbnailer thumbnailer({});
    const QString path = file(QStringLiteral("a.jpg"), turnedJpeg(testPicture({640, 320})));
    const auto thumbnail = await(thumbnailer.thumbnail(path, MediaKind::Image));
    QCOMPARE(thumbnail->size(), QSize(160, 320));
    // Turned clockwise, the red top is at the right.
    QVERIFY(thumbnail->pixelColor(150, 160).red() > 200);
    QCOMPARE(await(thumbnailer.picture(path))->size(), QSize(320, 640));
}

void TestThumbnailer::videoHasAPoster()
{
    Thumbnailer thumbnailer({});
    const auto poster = await(thumbnailer.thumbnail(
        file(QStringLiteral("a.mp4"), mp4({640, 352}, 30, m_folder->path())), MediaKind::Video));
    QVERIFY2(poster, poster ? "" : qPrintable(poster.error().message));
    QCOMPARE(poster->size(), QSize(320, 176));
    QVERIFY(poster->pixelColor(10, 10) != poster->pixelColor(100, 170));
}

void TestThumbnailer::soundHasAWaveform()
{
    Thumbnailer thumbnailer({});
    const QString path = file(QStringLiteral("a.wav"), wav(2));
    const auto peaks = audioPeaks(path, 10);
    QVERIFY(peaks);
    QCOMPARE(peaks->size(), 10);
    QVERIFY(peaks->at(1) < 0.05F);
    QVERIFY(peaks->at(8) > 0.9F);
    const auto drawn = await(thumbnailer.thumbnail(path, MediaKind::Audio));
    QVERIFY(drawn);
    const int y = drawn->height() / 8;
    int left = 0;
    int right = 0;
    for (int x = 0; x < drawn->width(); ++x)
        (x < drawn->width() / 2 ? left : right) += drawn->pixelColor(x, y).alpha();
    QCOMPARE(left, 0);
    QVERIFY(right > 0);
}

void TestThumbnailer::wholePicture()
{
    Thumbnailer thumbnailer({});
    // More than the 128 MB that Qt allows by itself.
    const QString path =
        file(QStringLiteral("a.png"), encoded(QImage(7000, 6000, QImage::Format_RGB32), "png"));
    QCOMPARE(await(thumbnailer.picture(path))->size(), QSize(7000, 6000));
}

void TestThumbnailer::refused_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<MediaKind>("kind");
    QTest::newRow("empty") << QByteArray() << MediaKind::Image;
    QTest::newRow("text") << QByteArray("not a picture") << MediaKind::Image;
    QTest::newRow("zeros") << QByteArray(5000, '\0') << MediaKind::Image;
    QTest::newRow("cut off PNG") << encoded(testPicture({400, 400}), "png").left(1000)
                                 << MediaKind::Image;
    QTest::newRow("no video") << QByteArray("not a video") << MediaKind::Video;
    QTest::newRow("cut off video")
        << QByteArray("\0\0\0\x18", 4) + QByteArray("ftypmp42") + QByteArray(300, '\x02')
        << MediaKind::Video;
    QTest::newRow("3D") << glb() << MediaKind::Model3d;
    QTest::newRow("JSON") << QByteArray("{}") << MediaKind::Text;
}

void TestThumbnailer::refused()
{
    QFETCH(QByteArray, bytes);
    QFETCH(MediaKind, kind);
    Thumbnailer thumbnailer(m_folder->filePath(QStringLiteral("cache")));
    const auto made = await(thumbnailer.thumbnail(file(QStringLiteral("result.bin"), bytes), kind));
    QVERIFY(!made);
    QCOMPARE(made.error().kind, Error::Kind::Media);
    QVERIFY(!made.error().message.isEmpty());
}

void TestThumbnailer::fileThatIsGoneSaysSo()
{
    Thumbnailer thumbnailer({});
    const auto made = await(thumbnailer.thumbnail(
        m_folder->filePath(QStringLiteral("not-there.png")), MediaKind::Image));
    QVERIFY(!made);
    QCOMPARE(made.error().message, QStringLiteral("The file is gone: not-there.png"));
}

void TestThumbnailer::hugePictureIsRefusedFast()
{
    Thumbnailer thumbnailer({});
    const QString path = file(QStringLiteral("huge.png"), pngThatClaims(50'000, 50'000));
    QElapsedTimer clock;
    clock.start();
    for (const auto &made :
         {await(thumbnailer.thumbnail(path, MediaKind::Image)), await(thumbnailer.picture(path))}) {
        QVERIFY(!made);
        QVERIFY2(made.error().message.contains(QStringLiteral("too large")),
                 qPrintable(made.error().message));
        QVERIFY(made.error().message.contains(QStringLiteral("huge.png")));
    }
    QVERIFY(clock.elapsed() < 1000);
}

void TestThumbnailer::secondTimeComesFromTheCache()
{
    const QString cache = m_folder->filePath(QStringLiteral("cache"));
    const QString path = file(QStringLiteral("a.png"), encoded(testPicture({900, 600}), "png"));
    {
        Thumbnailer thumbnailer(cache);
        QVERIFY(await(thumbnailer.thumbnail(path, MediaKind::Image)));
    }
    QDirIterator walk(cache, QDir::Files, QDirIterator::Subdirectories);
    QVERIFY(walk.hasNext());
    // Another picture in its place shows where the second one comes from.
    QImage marked(7, 5, QImage::Format_RGB32);
    marked.fill(Qt::green);
    QVERIFY(marked.save(walk.next(), "png"));
    Thumbnailer thumbnailer(cache);
    QCOMPARE(await(thumbnailer.thumbnail(path, MediaKind::Image))->size(), QSize(7, 5));
}

void TestThumbnailer::deletedWithWorkWaiting()
{
    const QString path = file(QStringLiteral("a.png"), encoded(testPicture({2000, 2000}), "png"));
    QList<QFuture<LoadedImage>> made;
    {
        Thumbnailer thumbnailer({});
        for (int i = 0; i < 50; ++i)
            made.append(thumbnailer.thumbnail(path, MediaKind::Image));
        made.append(thumbnailer.picture(path));
    }
    int canceled = 0;
    for (const QFuture<LoadedImage> &future : std::as_const(made)) {
        QVERIFY(future.isFinished());
        const LoadedImage image = future.result();
        if (!image && image.error().kind == Error::Kind::Canceled)
            ++canceled;
    }
    QVERIFY(canceled > 0);
}

QTEST_GUILESS_MAIN(TestThumbnailer)
#include "tst_thumbnailer.moc"
