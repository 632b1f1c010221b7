#include "core/media/picturefetch.h"
#include "core/media/webpictures.h"
#include "tests/support/scriptedserver.h"
#include "tests/unit/media/mediafixtures.h"

#include <QDir>
#include <QPointer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

/// Whole pictures of the web: fetched without a key, bounded, given up at any moment.
class TestWebPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void arrivesAndIsKept();
    void videosGiveAFrame();
    void cannotBeHad_data();
    void cannotBeHad();
    void onlyFromSafeAddresses_data();
    void onlyFromSafeAddresses();
    void redirectsLeadNowhereElse();
    void tooLargeIsRefusedUnseen();
    void givenUpOnTheWay();
    void deletedInItsOwnSignals();
    void allGoWithTheirOwner();

private:
    [[nodiscard]] QString folder() const { return m_folder->filePath(QStringLiteral("web")); }
    [[nodiscard]] bool isFolderEmpty() const { return QDir(folder()).isEmpty(); }
    void serve(const QByteArray &path, const QSize &size) const
    {
        m_server->on(path, ScriptedAnswer::ok(encoded(testPicture(size), "png"), "image/png"));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Thumbnailer> m_thumbnailer;
    std::unique_ptr<WebPictures> m_web;
};

void TestWebPictures::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_thumbnailer = std::make_unique<Thumbnailer>(QString());
    DownloadOptions options;
    options.attempts = 1;
    options.idleTimeout = std::chrono::milliseconds(400);
    m_web = std::make_unique<WebPictures>(folder(), *m_thumbnailer, nullptr, options);
    m_web->setPlainHttpBase(m_server->url({}));
}

void TestWebPictures::cleanup()
{
    m_web.reset();
    m_thumbnailer.reset();
    m_server.reset();
}

void TestWebPictures::arrivesAndIsKept()
{
    serve("/a.png", {800, 400});
    const QUrl url = m_server->url("/a.png");
    const QPointer<PictureFetch> fetch = m_web->fetch(url, MediaKind::Image);
    const QSignalSpy arrived(fetch, &PictureFetch::arrived);
    const QSignalSpy failed(fetch, &PictureFetch::failed);
    const QSignalSpy progressed(fetch, &PictureFetch::progressed);
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(arrived.first().first().value<QImage>().size(), QSize(800, 400));
    QVERIFY(!progressed.isEmpty());
    QTRY_VERIFY(!fetch);
    QVERIFY(failed.isEmpty());
    const SeenRequest &seen = m_server->seen().constFirst();
    QVERIFY(seen.header("authorization").isEmpty() && seen.header("cookie").isEmpty());
    QCOMPARE(QDir(folder()).entryList(QDir::Files).size(), 1);

    // Again, without the server; and anew when somebody has emptied the cache.
    const QSignalSpy again(m_web->fetch(url, MediaKind::Image), &PictureFetch::arrived);
    QTRY_COMPARE(again.size(), 1);
    QCOMPARE(m_server->seen().size(), 1);
    QVERIFY(QDir(folder()).removeRecursively());
    const QSignalSpy anew(m_web->fetch(url, MediaKind::Image), &PictureFetch::arrived);
    QTRY_COMPARE(anew.size(), 1);
    QCOMPARE(m_server->seen().size(), 2);
}

void TestWebPictures::videosGiveAFrame()
{
    m_server->on("/a.mp4", ScriptedAnswer::ok(mp4({160, 96}, 25, m_folder->path()), "video/mp4"));
    for (int i = 0; i < 2; ++i) {
        const QSignalSpy arrived(m_web->fetch(m_server->url("/a.mp4"), MediaKind::Video),
                                 &PictureFetch::arrived);
        QTRY_COMPARE(arrived.size(), 1);
        QCOMPARE(arrived.first().first().value<QImage>().size(), QSize(160, 96));
    }
    QCOMPARE(m_server->seen().size(), 1);
}

void TestWebPictures::cannotBeHad_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<Error::Kind>("kind");
    const QByteArray png = encoded(testPicture({80, 40}), "png");
    QTest::newRow("missing") << QByteArray() << 404 << Error::Kind::NotFound;
    QTest::newRow("forbidden") << QByteArray() << 403 << Error::Kind::Forbidden;
    QTest::newRow("server at its end") << QByteArray() << 500 << Error::Kind::Server;
    QTest::newRow("a page") << QByteArray("<html>no</html>") << 200 << Error::Kind::Media;
    QTest::newRow("empty") << QByteArray() << 200 << Error::Kind::Media;
    QTest::newRow("half of it") << png.left(png.size() / 2) << 200 << Error::Kind::Media;
    QTest::newRow("a bomb") << pngThatClaims(60'000, 60'000) << 200 << Error::Kind::Media;
    QTest::newRow("sound") << wav(1) << 200 << Error::Kind::Media;
}

void TestWebPictures::cannotBeHad()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(Error::Kind, kind);
    m_server->on("/a.png",
                 status == 200 ? ScriptedAnswer::ok(body, "image/png")
                               : ScriptedAnswer::status(status));
    PictureFetch *fetch = m_web->fetch(m_server->url("/a.png"), MediaKind::Image);
    const QSignalSpy arrived(fetch, &PictureFetch::arrived);
    const QSignalSpy failed(fetch, &PictureFetch::failed);
    QTRY_COMPARE(failed.size(), 1);
    const auto error = failed.first().first().value<Error>();
    QCOMPARE(error.kind, kind);
    QVERIFY2(error.message.contains(QStringLiteral("127.0.0.1")), qPrintable(error.message));
    QVERIFY(arrived.isEmpty());
}

void TestWebPictures::onlyFromSafeAddresses_data()
{
    QTest::addColumn<QString>("address");
    QTest::newRow("plain http elsewhere") << QStringLiteral("http://192.0.2.1/x.png");
    QTest::newRow("another port of this computer") << QStringLiteral("http://127.0.0.1:1/x.png");
    QTest::newRow("with a password") << QStringLiteral("https://me:secret@example.org/x.png");
    QTest::newRow("a file") << QStringLiteral("file:///etc/hostname");
    QTest::newRow("nothing") << QString();
}

void TestWebPictures::onlyFromSafeAddresses()
{
    QFETCH(QString, address);
    const QSignalSpy failed(m_web->fetch(QUrl(address), MediaKind::Image), &PictureFetch::failed);
    QVERIFY(failed.isEmpty());
    QTRY_COMPARE(failed.size(), 1);
    const QString words = failed.first().first().value<Error>().message;
    QVERIFY(words.contains(QStringLiteral("https")) && !words.contains(QStringLiteral("secret")));
    QVERIFY(m_server->seen().isEmpty());
}

void TestWebPictures::redirectsLeadNowhereElse()
{
    serve("/b.png", {80, 40});
    m_server->on("/a.png", ScriptedAnswer::redirect("/b.png"));
    const QSignalSpy arrived(m_web->fetch(m_server->url("/a.png"), MediaKind::Image),
                             &PictureFetch::arrived);
    QTRY_COMPARE(arrived.size(), 1);
    ScriptedServer other;
    m_server->on("/c.png", ScriptedAnswer::redirect(other.url("/secret.png").toEncoded()));
    const QSignalSpy failed(m_web->fetch(m_server->url("/c.png"), MediaKind::Image),
                            &PictureFetch::failed);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(other.seen().isEmpty());
}

void TestWebPictures::tooLargeIsRefusedUnseen()
{
    m_server->on("/a.png",
                 ScriptedAnswer::ok(encoded(testPicture({80, 40}), "png"), "image/png")
                     .contentLength(WebPictures::maxPictureBytes + 1)
                     .keepOpen());
    const QSignalSpy failed(m_web->fetch(m_server->url("/a.png"), MediaKind::Image),
                            &PictureFetch::failed);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().value<Error>().message.contains(QStringLiteral("64 MB")));
    QTRY_VERIFY(isFolderEmpty());
}

void TestWebPictures::givenUpOnTheWay()
{
    m_server->on("/a.png", ScriptedAnswer::ok(QByteArray(1000, 'x'), "image/png").stallAfter(100));
    PictureFetch *fetch = m_web->fetch(m_server->url("/a.png"), MediaKind::Image);
    const QSignalSpy progressed(fetch, &PictureFetch::progressed);
    const QSignalSpy failed(fetch, &PictureFetch::failed);
    QTRY_VERIFY(!progressed.isEmpty());
    delete fetch;
    QVERIFY(isFolderEmpty());
    // One that nobody gives up ends by itself when nothing comes any more.
    const QSignalSpy late(m_web->fetch(m_server->url("/a.png"), MediaKind::Image),
                          &PictureFetch::failed);
    QTRY_COMPARE(late.size(), 1);
    QCOMPARE(late.first().first().value<Error>().kind, Error::Kind::Timeout);
    QVERIFY(failed.isEmpty());
}

void TestWebPictures::deletedInItsOwnSignals()
{
    serve("/a.png", {80, 40});
    const auto fetchOf = [this](const char *path) {
        return QPointer<PictureFetch>(m_web->fetch(m_server->url(path), MediaKind::Image));
    };
    QPointer<PictureFetch> fetch = fetchOf("/a.png");
    connect(fetch, &PictureFetch::progressed, this, [fetch] { delete fetch; });
    QTRY_VERIFY(!fetch);
    fetch = fetchOf("/a.png");
    connect(fetch, &PictureFetch::stored, this, [fetch] { delete fetch; });
    QTRY_VERIFY(!fetch);
    fetch = fetchOf("/a.png");
    connect(fetch, &PictureFetch::arrived, this, [fetch] { delete fetch; });
    QTRY_VERIFY(!fetch);
    fetch = fetchOf("/missing.png");
    connect(fetch, &PictureFetch::failed, this, [fetch] { delete fetch; });
    QTRY_VERIFY(!fetch);
    fetch = m_web->fetch(QUrl(), MediaKind::Image);
    connect(fetch, &PictureFetch::failed, this, [fetch] { delete fetch; });
    QTRY_VERIFY(!fetch);
}

void TestWebPictures::allGoWithTheirOwner()
{
    serve("/a.png", {800, 400});
    m_server->on("/b.png", ScriptedAnswer::ok("x", "image/png").stallAfter(0));
    const QPointer<PictureFetch> one = m_web->fetch(m_server->url("/a.png"), MediaKind::Image);
    const QPointer<PictureFetch> two = m_web->fetch(m_server->url("/b.png"), MediaKind::Image);
    const QPointer<PictureFetch> three = m_web->fetch(QUrl(), MediaKind::Image);
    // Another server is chosen meanwhile: what is under way goes on.
    m_web->setPlainHttpBase(QUrl());
    const QSignalSpy arrived(one, &PictureFetch::arrived);
    QTRY_COMPARE(arrived.size(), 1);
    m_web.reset();
    QVERIFY(!one && !two && !three);
}

QTEST_GUILESS_MAIN(TestWebPictures)
#include "tst_webpictures.moc"
