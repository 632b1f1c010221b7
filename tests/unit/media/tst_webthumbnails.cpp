#include "core/media/webthumbnails.h"
#include "tests/support/scriptedserver.h"
#include "tests/unit/media/mediafixtures.h"

#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;

/// Thumbnails of the web: fetched once, a few at a time, without a key.
class TestWebThumbnails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void arrivesAndIsKept();
    void anotherServersPicturesComeFromThere();
    void whatCannotBeHadIsAskedOnce_data();
    void whatCannotBeHadIsAskedOnce();
    void onlyWhatIsOnShow();
    void deletedWhileFetching();

private:
    [[nodiscard]] std::unique_ptr<WebThumbnails> thumbnails()
    {
        return std::make_unique<WebThumbnails>(m_folder->filePath(QStringLiteral("web")),
                                               *m_thumbnailer, m_server->url({}));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Thumbnailer> m_thumbnailer;
};

void TestWebThumbnails::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_thumbnailer = std::make_unique<Thumbnailer>(QString());
}

void TestWebThumbnails::arrivesAndIsKept()
{
    m_server->on("/a.png",
                 ScriptedAnswer::ok(encoded(testPicture({800, 400}), "png"), "image/png"));
    const QUrl url = m_server->url("/a.png");
    auto web = thumbnails();
    const QSignalSpy arrived(web.get(), &WebThumbnails::arrived);
    QVERIFY(web->pictureOf(url).isNull());
    web->want({url, url});
    QTRY_COMPARE(arrived.size(), 1);
    QCOMPARE(web->pictureOf(url).size(), QSize(320, 160));
    QCOMPARE(m_server->seen().size(), 1);
    QVERIFY(m_server->seen().constFirst().header("authorization").isEmpty());
    // The next start finds it on disk.
    web = thumbnails();
    const QSignalSpy again(web.get(), &WebThumbnails::arrived);
    web->want({url});
    QTRY_COMPARE(again.size(), 1);
    QCOMPARE(m_server->seen().size(), 1);
}

void TestWebThumbnails::anotherServersPicturesComeFromThere()
{
    m_server->on("/a.png",
                 ScriptedAnswer::ok(encoded(testPicture({800, 400}), "png"), "image/png"));
    m_server->on("/slow.png", ScriptedAnswer::ok("x", "image/png").stallAfter(0));
    const QUrl url = m_server->url("/a.png");
    WebThumbnails web(m_folder->filePath(QStringLiteral("web")), *m_thumbnailer);
    const QSignalSpy arrived(&web, &WebThumbnails::arrived);
    // Plain http is for the server in use only.
    web.want({url});
    QTest::qWait(0);
    QVERIFY(m_server->seen().isEmpty());
    web.setPlainHttpBase(m_server->url({}));
    web.want({m_server->url("/slow.png"), url});
    QTRY_COMPARE(arrived.size(), 1);
    // Given up with what was under way.
    web.setPlainHttpBase({});
    web.want({m_server->url("/b.png")});
    QCOMPARE(m_server->seen().size(), 2);
}

void TestWebThumbnails::whatCannotBeHadIsAskedOnce_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("missing") << QByteArray() << 404;
    QTest::newRow("a page") << QByteArray("<html>no</html>") << 200;
    QTest::newRow("broken") << encoded(testPicture({80, 40}), "png").left(60) << 200;
    QTest::newRow("a bomb") << pngThatClaims(60'000, 60'000) << 200;
    QTest::newRow("too large") << QByteArray(9 * 1024 * 1024, 'x') << 200;
}

void TestWebThumbnails::whatCannotBeHadIsAskedOnce()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    m_server->on("/a.png",
                 status == 200 ? ScriptedAnswer::ok(body, "image/png")
                               : ScriptedAnswer::status(status));
    m_server->on("/b.png", ScriptedAnswer::ok(encoded(testPicture({80, 40}), "png"), "image/png"));
    const QUrl broken = m_server->url("/a.png");
    const QUrl fine = m_server->url("/b.png");
    auto web = thumbnails();
    web->want({broken, fine});
    QTRY_VERIFY(!web->pictureOf(fine).isNull());
    QTRY_COMPARE(m_server->seen().size(), 2);
    web->want({fine});
    web->want({broken, fine});
    QVERIFY(web->pictureOf(broken).isNull());
    QVERIFY(m_server->seen().size() <= 3);
}

void TestWebThumbnails::onlyWhatIsOnShow()
{
    QList<QUrl> urls;
    for (int i = 0; i < 20; ++i) {
        const QByteArray path = "/" + QByteArray::number(i) + ".png";
        m_server->on(path, ScriptedAnswer::ok(encoded(testPicture({80, 40}), "png"), "image/png"));
        urls.append(m_server->url(path));
    }
    auto web = thumbnails();
    web->want(urls.first(10));
    // Scrolled on before any came.
    web->want(urls.last(3));
    for (const QUrl &url : urls.last(3))
        QTRY_VERIFY(!web->pictureOf(url).isNull());
    QVERIFY(m_server->seen().size() <= WebThumbnails::atOnce + 3);
    QVERIFY(web->pictureOf(urls.at(9)).isNull());
    // Neither https nor the server's own: never asked for.
    web->want({QUrl(QStringLiteral("http://192.0.2.1/x.png")),
               QUrl(QStringLiteral("file:///etc/hostname")), QUrl()});
    web->want(urls.first(1));
    QTRY_VERIFY(!web->pictureOf(urls.constFirst()).isNull());
}

void TestWebThumbnails::deletedWhileFetching()
{
    m_server->on("/a.png", ScriptedAnswer::ok("x", "image/png").stallAfter(0));
    auto web = thumbnails();
    web->want({m_server->url("/a.png")});
    QTRY_VERIFY(!m_server->seen().isEmpty());
    web.reset();
    QVERIFY(QDir(m_folder->filePath(QStringLiteral("web"))).isEmpty());
}

QTEST_GUILESS_MAIN(TestWebThumbnails)
#include "tst_webthumbnails.moc"
