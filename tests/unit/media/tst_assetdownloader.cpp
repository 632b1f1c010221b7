#include "core/media/assetdownloader.h"
#include "core/media/filenames.h"
#include "tests/support/scriptedserver.h"
#include "tests/unit/media/mediafixtures.h"

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QSignalSpy>
#include <QTcpSocket>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace peregrine;
using namespace peregrine::test;

namespace {

constexpr int patienceMs = 20'000;
constexpr DownloadOptions quick{3, std::chrono::milliseconds(5), std::chrono::milliseconds(400)};

/// How one download ended, and in what order it said so.
struct Outcome
{
    QStringList said;
    std::optional<Error> error;
    DownloadedFile file;
};

} // namespace

class TestAssetDownloader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void fileArrivesCheckedAndNamed();
    void nothingSecretIsSent();
    void namesFromOutsideChooseNoPath();
    void namesAreNeverTakenTwice();
    void faults_data();
    void faults();
    void secondAttempt_data();
    void secondAttempt();
    void redirects_data();
    void redirects();
    void forbiddenAddresses_data();
    void forbiddenAddresses();
    void stalledServer();
    void serverDown();
    void truncatedWithoutLength_data();
    void truncatedWithoutLength();
    void answersAreNeverJoined();
    void dataUris_data();
    void dataUris();
    void expectedType_data();
    void expectedType();
    void hugePictureIsKeptAndMeasured();
    void tooLargeWithoutLength();
    void unwritableFolder();
    void cancel();
    void largeFileStreams();
    void deletedAtEveryStage_data();
    void deletedAtEveryStage();
    void downloaderDeletedFirst();

private:
    [[nodiscard]] DownloadRequest request(const QByteArray &path,
                                          const QString &expectedType = {}) const
    {
        DownloadRequest request;
        request.url = m_server->url(path);
        request.expectedType = expectedType;
        request.folder = results();
        request.baseName = QStringLiteral("a cat");
        return request;
    }
    [[nodiscard]] QString results() const { return m_folder->filePath(QStringLiteral("results")); }
    /// All names in the results folder, hidden ones too.
    [[nodiscard]] QStringList filesOnDisk() const
    {
        return QDir(results()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot,
                                         QDir::Name);
    }
    Outcome fetch(const DownloadRequest &wanted)
    {
        Outcome outcome;
        Download *download = m_downloader->fetch(wanted);
        QSignalSpy gone(download, &QObject::destroyed);
        const auto note = [&outcome](const char *what) {
            outcome.said.append(QLatin1String(what));
        };
        QObject context;
        connect(download, &Download::succeeded, &context, [download, note, result = &outcome] {
            note("succeeded");
            result->file = download->file();
        });
        connect(download, &Download::failed, &context,
                [note, result = &outcome](const Error &error) {
                    note("failed");
                    result->error = error;
                });
        connect(download, &Download::finished, &context, [note] { note("finished"); });
        if (outcome.said.size() > 0 || (!gone.wait(patienceMs) && gone.isEmpty()))
            qFatal("a download spoke too early or did not end");
        return outcome;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<AssetDownloader> m_downloader;
    const QByteArray m_png = encoded(testPicture({200, 100}), "png");
};

void TestAssetDownloader::init()
{
    m_downloader.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_server = std::make_unique<ScriptedServer>();
    m_downloader = std::make_unique<AssetDownloader>(m_server->url("/"), nullptr, quick);
}

void TestAssetDownloader::fileArrivesCheckedAndNamed()
{
    m_server->on("/files/x.exe", ScriptedAnswer::ok(m_png, "text/plain"));
    const Outcome outcome = fetch(request("/files/x.exe?a=b", QStringLiteral("image/jpeg")));
    QCOMPARE(outcome.said, (QStringList{QStringLiteral("succeeded"), QStringLiteral("finished")}));
    QCOMPARE(outcome.file.path, results() + QStringLiteral("/a cat.png"));
    QCOMPARE(outcome.file.bytes, m_png.size());
    QCOMPARE(outcome.file.info.kind, MediaKind::Image);
    QCOMPARE(outcome.file.info.mimeType, QStringLiteral("image/png"));
    QCOMPARE(outcome.file.info.size, QSize(200, 100));
    QFile file(outcome.file.path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), m_png);
    QCOMPARE(filesOnDisk(), QStringList{QStringLiteral("a cat.png")});
    QCOMPARE(m_server->seen().size(), 1);
    QCOMPARE(m_server->seen().first().target, "/files/x.exe?a=b");
}

void TestAssetDownloader::nothingSecretIsSent()
{
    qputenv("FAL_KEY", "id:secret");
    m_server->on("/first", ScriptedAnswer::redirect("/a").header("Set-Cookie", "who=you; Path=/"));
    m_server->on("/a", ScriptedAnswer::status(401).header("WWW-Authenticate", "Basic realm=\"x\""));
    QVERIFY(fetch(request("/first")).error);
    QVERIFY(fetch(request("/a")).error);
    qunsetenv("FAL_KEY");
    QCOMPARE(m_server->seen().size(), 3);
    for (const SeenRequest &seen : m_server->seen()) {
        QCOMPARE(seen.method, "GET");
        QCOMPARE(seen.header("Authorization"), QByteArray());
        QCOMPARE(seen.header("Cookie"), QByteArray());
        QVERIFY(seen.header("User-Agent").startsWith("Peregrine/"));
        for (const auto &[name, value] : seen.headers)
            QVERIFY2(!value.contains("secret"), name.constData());
    }
}

void TestAssetDownloader::namesFromOutsideChooseNoPath()
{
    m_server->on("/../../x",
                 ScriptedAnswer::ok(m_png, "image/png")
                     .header("Content-Disposition", "attachment; filename=\"../../evil.sh\""));
    m_server->on("/x",
                 ScriptedAnswer::ok(m_png, "image/png")
                     .header("Content-Disposition", "attachment; filename=\"../../evil.sh\""));
    DownloadRequest wanted = request("/../../x");
    wanted.baseName = safeFileText(QStringLiteral("../../x"), QStringLiteral("result"));
    const Outcome outcome = fetch(wanted);
    QVERIFY(!outcome.error);
    QCOMPARE(outcome.file.path, results() + QStringLiteral("/x.png"));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
             QStringList{QStringLiteral("results")});
}

void TestAssetDownloader::namesAreNeverTakenTwice()
{
    m_server->on("/a", ScriptedAnswer::ok(m_png));
    QStringList paths;
    for (int i = 0; i < 3; ++i)
        paths.append(QFileInfo(fetch(request("/a")).file.path).fileName());
    QCOMPARE(paths,
             (QStringList{QStringLiteral("a cat.png"), QStringLiteral("a cat (2).png"),
                          QStringLiteral("a cat (3).png")}));
    QCOMPARE(filesOnDisk().size(), 3);
}

void TestAssetDownloader::faults_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<Error::Kind>("kind");
    QTest::addColumn<QString>("words");
    QTest::addColumn<int>("requests");
    const auto row = [](const char *name, const ScriptedAnswer &answer, Error::Kind kind,
                        const char *words, int requests) {
        QTest::newRow(name) << answer << kind << QString::fromLatin1(words) << requests;
    };
    const QByteArray html = "<!DOCTYPE html><html><body>Sign in</body></html>";
    const QByteArray png = m_png;
    row("gone", ScriptedAnswer::status(404), Error::Kind::NotFound, "no longer has this file", 1);
    row("gone for good", ScriptedAnswer::status(410), Error::Kind::NotFound, "no longer", 1);
    row("forbidden", ScriptedAnswer::status(403), Error::Kind::Forbidden, "403", 1);
    row("unauthorised", ScriptedAnswer::status(401), Error::Kind::Forbidden, "401", 1);
    row("server error", ScriptedAnswer::status(500, "oops"), Error::Kind::Server, "500", 3);
    row("too many requests", ScriptedAnswer::status(429), Error::Kind::Server, "429", 3);
    row("strange status", ScriptedAnswer::status(206, png), Error::Kind::Server, "206", 1);
    row("empty", ScriptedAnswer::ok({}), Error::Kind::Media, "empty file", 1);
    row("a web page", ScriptedAnswer::ok(html, "image/png"), Error::Kind::Media, "web page", 1);
    row("text", ScriptedAnswer::ok("sorry", "image/png"), Error::Kind::Media, "not a picture", 1);
    row("JSON", ScriptedAnswer::ok("{\"detail\":\"no\"}"), Error::Kind::Media, "not a picture", 1);
    row("bytes", ScriptedAnswer::ok(QByteArray(500, '\x03')), Error::Kind::Media, "not a picture",
        1);
    row("half a picture as if it were whole", ScriptedAnswer::ok(png.left(png.size() / 2)),
        Error::Kind::Media, "not complete", 1);
    row("cut off", ScriptedAnswer::ok(png).dropAfter(200), Error::Kind::Network, "broke", 3);
    row("says more than it sends", ScriptedAnswer::ok(png).contentLength(png.size() + 5),
        Error::Kind::Network, "broke", 3);
    row("says less than it sends", ScriptedAnswer::ok(png).contentLength(200), Error::Kind::Media,
        "not complete", 1);
    row("too large",
        ScriptedAnswer::ok(png).contentLength(3LL * 1024 * 1024 * 1024).stallAfter(100),
        Error::Kind::Media, "larger than", 1);
    row("not HTTP", ScriptedAnswer::raw("SSH-2.0-OpenSSH_9.2\r\n"), Error::Kind::Network, "broke",
        3);
    row("hangs up", ScriptedAnswer::hangUp(), Error::Kind::Network, "broke", 3);
    row("redirect without an address", ScriptedAnswer::status(302), Error::Kind::Media,
        "redirected", 6);
}

void TestAssetDownloader::faults()
{
    QFETCH(ScriptedAnswer, answer);
    QFETCH(Error::Kind, kind);
    QFETCH(QString, words);
    QFETCH(int, requests);
    m_server->on("/a", answer);
    const Outcome outcome = fetch(request("/a", QStringLiteral("image/png")));
    QCOMPARE(outcome.said, (QStringList{QStringLiteral("failed"), QStringLiteral("finished")}));
    QVERIFY2(outcome.error->message.contains(words), qPrintable(outcome.error->message));
    QCOMPARE(outcome.error->kind, kind);
    // A connection that dies before any answer is tried again by Qt as well.
    QVERIFY2(m_server->seen().size() >= requests,
             qPrintable(QString::number(m_server->seen().size())));
    if (requests == 1)
        QCOMPARE(m_server->seen().size(), 1);
    QCOMPARE(filesOnDisk(), QStringList());
}

void TestAssetDownloader::secondAttempt_data()
{
    QTest::addColumn<ScriptedAnswer>("first");
    QTest::newRow("server error") << ScriptedAnswer::status(503);
    QTest::newRow("cut off") << ScriptedAnswer::ok(m_png).dropAfter(100);
    QTest::newRow("cut off without a length")
        << ScriptedAnswer::ok(m_png).withoutLength().dropAfter(100);
    QTest::newRow("stalls") << ScriptedAnswer::ok(m_png).stallAfter(100);
    QTest::newRow("hangs up") << ScriptedAnswer::hangUp();
}

void TestAssetDownloader::secondAttempt()
{
    QFETCH(ScriptedAnswer, first);
    m_server->on("/a", first);
    m_server->on("/a", ScriptedAnswer::ok(m_png));
    const Outcome outcome = fetch(request("/a", QStringLiteral("image/png")));
    QVERIFY2(!outcome.error, outcome.error ? qPrintable(outcome.error->message) : "");
    QCOMPARE(outcome.file.bytes, m_png.size());
    QCOMPARE(filesOnDisk(), QStringList{QStringLiteral("a cat.png")});
}

void TestAssetDownloader::redirects_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("arrives");
    QTest::newRow("one") << 1 << true;
    QTest::newRow("five") << 5 << true;
    QTest::newRow("six") << 6 << false;
}

void TestAssetDownloader::redirects()
{
    QFETCH(int, count);
    QFETCH(bool, arrives);
    for (int i = 0; i < count; ++i)
        m_server->on("/" + QByteArray::number(i),
                     ScriptedAnswer::redirect("/" + QByteArray::number(i + 1), i % 2 ? 307 : 302));
    m_server->on("/" + QByteArray::number(count), ScriptedAnswer::ok(m_png));
    const Outcome outcome = fetch(request("/0"));
    QCOMPARE(!outcome.error, arrives);
}

void TestAssetDownloader::forbiddenAddresses_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("byRedirect");
    for (const bool byRedirect : {false, true}) {
        for (const char *url :
             {"http://example.com/a.png", "http://127.0.0.1:1/a.png", "file:///etc/passwd",
              "ftp://127.0.0.1/a", "https://user:password@127.0.0.1/a.png"})
            QTest::addRow("%s %s", byRedirect ? "redirect to" : "at", url)
                << QString::fromLatin1(url) << byRedirect;
    }
    QTest::newRow("redirect to data") << QStringLiteral("data:text/plain,hello") << true;
}

void TestAssetDownloader::forbiddenAddresses()
{
    QFETCH(QString, url);
    QFETCH(bool, byRedirect);
    DownloadRequest wanted = request("/a");
    if (byRedirect)
        m_server->on("/a", ScriptedAnswer::redirect(url.toUtf8()));
    else
        wanted.url = QUrl(url);
    const Outcome outcome = fetch(wanted);
    QVERIFY(outcome.error);
    QCOMPARE(outcome.error->kind, Error::Kind::Media);
    QVERIFY2(outcome.error->message.contains(QStringLiteral("not fetched")),
             qPrintable(outcome.error->message));
    QVERIFY(!outcome.error->message.contains(QStringLiteral("password@")));
    QCOMPARE(m_server->seen().size(), byRedirect ? 1 : 0);
    QCOMPARE(filesOnDisk(), QStringList());
}

void TestAssetDownloader::stalledServer()
{
    m_server->on("/a", ScriptedAnswer::ok(m_png).stallAfter(100));
    const Outcome outcome = fetch(request("/a"));
    QVERIFY(outcome.error);
    QCOMPARE(outcome.error->kind, Error::Kind::Timeout);
    QCOMPARE(m_server->seen().size(), 3);
    QCOMPARE(filesOnDisk(), QStringList());
}

void TestAssetDownloader::serverDown()
{
    const DownloadRequest wanted = request("/a");
    m_server->close();
    const Outcome outcome = fetch(wanted);
    QVERIFY(outcome.error);
    QCOMPARE(outcome.error->kind, Error::Kind::Network);
    QVERIFY(outcome.error->message.contains(QStringLiteral("127.0.0.1")));
}

void TestAssetDownloader::truncatedWithoutLength_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    const ScriptedAnswer half = ScriptedAnswer::ok(m_png).dropAfter(m_png.size() / 2);
    QTest::newRow("ends with the connection") << ScriptedAnswer(half).withoutLength();
    QTest::newRow("chunks") << ScriptedAnswer(half).chunked(100);
}

void TestAssetDownloader::truncatedWithoutLength()
{
    QFETCH(ScriptedAnswer, answer);
    m_server->on("/a", answer);
    const Outcome outcome = fetch(request("/a", QStringLiteral("image/png")));
    QVERIFY(outcome.error);
    // Which of the two depends on whether QNetworkAccessManager asks again by itself.
    QVERIFY(outcome.error->kind == Error::Kind::Media
            || outcome.error->kind == Error::Kind::Network);
    QVERIFY(!outcome.error->message.contains(QStringLiteral(".part")));
    QVERIFY(m_server->seen().size() >= 3);
    QCOMPARE(filesOnDisk(), QStringList());
}

void TestAssetDownloader::answersAreNeverJoined()
{
    // A text that breaks off without a length looks whole; two answers in one file would be worse.
    const QByteArray whole = QByteArray("0123456789").repeated(200);
    for (int round = 0; round < 20; ++round) {
        const QByteArray path = "/" + QByteArray::number(round);
        m_server->on(path, ScriptedAnswer::ok(whole).withoutLength().dropAfter(700));
        m_server->on(path, ScriptedAnswer::ok(whole));
        const Outcome outcome = fetch(request(path));
        QVERIFY(!outcome.error);
        QVERIFY2(outcome.file.bytes == 700 || outcome.file.bytes == whole.size(),
                 qPrintable(QString::number(outcome.file.bytes)));
    }
}

void TestAssetDownloader::dataUris_data()
{
    QTest::addColumn<QByteArray>("uri");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("name");
    const QByteArray png = m_png.toBase64();
    QTest::newRow("PNG") << "data:image/png;base64," + png << QStringLiteral("image/png")
                         << QStringLiteral("a cat.png");
    QTest::newRow("wrong type") << "data:image/jpeg;base64," + png << QString()
                                << QStringLiteral("a cat.png");
    QTest::newRow("escaped") << "data:image/png;base64," + QByteArray(png).replace("+", "%2B")
                             << QString() << QStringLiteral("a cat.png");
    QTest::newRow("text") << QByteArray("data:,hello%20world") << QString()
                          << QStringLiteral("a cat.txt");
    QTest::newRow("web page instead")
        << QByteArray("data:image/png,<html></html>") << QString() << QString();
    QTest::newRow("bad base64") << QByteArray("data:image/png;base64,@@@@") << QString()
                                << QString();
    QTest::newRow("empty") << QByteArray("data:image/png;base64,") << QString() << QString();
    QTest::newRow("no comma") << QByteArray("data:image/png") << QString() << QString();
    QTest::newRow("cut off") << "data:image/png;base64," + m_png.left(200).toBase64() << QString()
                             << QString();
}

void TestAssetDownloader::dataUris()
{
    QFETCH(QByteArray, uri);
    QFETCH(QString, expected);
    QFETCH(QString, name);
    DownloadRequest wanted = request("/", expected);
    wanted.url = QUrl::fromEncoded(uri);
    const Outcome outcome = fetch(wanted);
    QCOMPARE(outcome.error.has_value(), name.isEmpty());
    QCOMPARE(outcome.said.size(), 2);
    if (outcome.error)
        QCOMPARE(outcome.error->kind, Error::Kind::Media);
    QCOMPARE(filesOnDisk(), name.isEmpty() ? QStringList() : QStringList{name});
    QCOMPARE(m_server->seen().size(), 0);
}

void TestAssetDownloader::expectedType_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<QString>("name");
    const QByteArray html = "<!doctype html><html></html>";
    const QByteArray obj = "v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n";
    const auto row = [](const char *what, const QByteArray &bytes, const char *expected,
                        const char *name) {
        QTest::newRow(what) << bytes << QString::fromLatin1(expected) << QString::fromLatin1(name);
    };
    row("none", m_png, "", "a cat.png");
    row("only a kind", m_png, "image", "a cat.png");
    row("with parameters", m_png, "Image/PNG; q=1", "a cat.png");
    row("another picture type", encoded(testPicture({20, 20}), "webp"), "image/png", "a cat.webp");
    row("sound for a video", wav(0.2), "video/mp4", "a cat.wav");
    row("text for a video", "text", "video/mp4", "");
    row("text for sound", "text", "audio/wav", "");
    row("bytes for anything", QByteArray(300, '\x02'), "", "a cat.bin");
    row("bytes for bytes", QByteArray(300, '\x02'), "application/octet-stream", "a cat.bin");
    row("GLB", glb(), "model/gltf-binary", "a cat.glb");
    row("OBJ", obj, "model/obj", "a cat.obj");
    row("OBJ unannounced", obj, "", "a cat.txt");
    row("a wanted page", html, "text/html", "a cat.html");
    row("an unwanted page", html, "", "");
    row("a page for a model", html, "model/obj", "");
    row("text is no page", "text", "text/html", "a cat.txt");
    row("subtitles", "WEBVTT\n\n00:00.000 --> 00:01.000\nhi\n", "text/vtt", "a cat.vtt");
    row("an unknown type", "text", "text/x-script; path=../../x", "a cat.txt");
}

void TestAssetDownloader::expectedType()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, expected);
    QFETCH(QString, name);
    m_server->on("/a", ScriptedAnswer::ok(bytes));
    const Outcome outcome = fetch(request("/a", expected));
    QCOMPARE(outcome.error.has_value(), name.isEmpty());
    QCOMPARE(filesOnDisk(), name.isEmpty() ? QStringList() : QStringList{name});
}

void TestAssetDownloader::hugePictureIsKeptAndMeasured()
{
    m_server->on("/a", ScriptedAnswer::ok(pngThatClaims(50'000, 50'000)));
    const Outcome outcome = fetch(request("/a", QStringLiteral("image/png")));
    QVERIFY(!outcome.error);
    QCOMPARE(outcome.file.info.size, QSize(50'000, 50'000));
}

void TestAssetDownloader::tooLargeWithoutLength()
{
    m_server->on("/a", ScriptedAnswer::ok(QByteArray(3'000'000, 'x')).chunked(100'000));
    DownloadRequest wanted = request("/a");
    wanted.maxBytes = 1'000'000;
    const Outcome outcome = fetch(wanted);
    QVERIFY(outcome.error);
    QVERIFY(outcome.error->message.contains(QStringLiteral("larger than")));
    QCOMPARE(filesOnDisk(), QStringList());
}

void TestAssetDownloader::unwritableFolder()
{
    DownloadRequest wanted = request("/a");
    wanted.folder = writeFile(m_folder->filePath(QStringLiteral("file")), "x");
    const Outcome outcome = fetch(wanted);
    QVERIFY(outcome.error);
    QCOMPARE(outcome.error->kind, Error::Kind::Storage);
    QCOMPARE(m_server->seen().size(), 0);
    wanted.folder = QStringLiteral("/proc");
    QCOMPARE(fetch(wanted).error->kind, Error::Kind::Storage);
}

void TestAssetDownloader::cancel()
{
    m_server->on("/a", ScriptedAnswer::ok(m_png).stallAfter(100));
    Download *download = m_downloader->fetch(request("/a"));
    QSignalSpy progressed(download, &Download::progressed);
    QSignalSpy failed(download, &Download::failed);
    QSignalSpy finished(download, &Download::finished);
    QVERIFY(progressed.wait(patienceMs));
    download->cancel();
    download->cancel();
    QCOMPARE(failed.size(), 0); // not from inside the call
    QVERIFY(finished.wait(patienceMs));
    QCOMPARE(failed.size(), 1);
    QCOMPARE(failed.first().first().value<Error>().kind, Error::Kind::Canceled);
    QTRY_COMPARE(filesOnDisk(), QStringList());
}

void TestAssetDownloader::largeFileStreams()
{
    const QByteArray bytes(30'000'000, '\x02');
    m_server->on("/a", ScriptedAnswer::ok(bytes));
    Download *download = m_downloader->fetch(request("/a"));
    QSignalSpy progressed(download, &Download::progressed);
    QSignalSpy succeeded(download, &Download::succeeded);
    QVERIFY(succeeded.wait(patienceMs));
    QVERIFY(progressed.size() > 10);
    QCOMPARE(progressed.last().at(0).toLongLong(), bytes.size());
    QCOMPARE(progressed.last().at(1).toLongLong(), bytes.size());
    QCOMPARE(QFileInfo(results() + QStringLiteral("/a cat.bin")).size(), bytes.size());
}

void TestAssetDownloader::deletedAtEveryStage_data()
{
    QTest::addColumn<QString>("stage");
    QTest::newRow("at once") << QStringLiteral("born");
    QTest::newRow("when it has made progress") << QStringLiteral("progressed");
    QTest::newRow("while it is checked") << QStringLiteral("checking");
    QTest::newRow("while it waits for the next attempt") << QStringLiteral("waiting");
    QTest::newRow("when it succeeds") << QStringLiteral("succeeded");
    QTest::newRow("when it fails") << QStringLiteral("failed");
    QTest::newRow("when it is finished") << QStringLiteral("finished");
    QTest::newRow("when its end is decided and not yet said") << QStringLiteral("settled");
}

void TestAssetDownloader::deletedAtEveryStage()
{
    QFETCH(QString, stage);
    const bool fails = stage == QLatin1String("failed") || stage == QLatin1String("waiting");
    m_server->on("/a",
                 fails && stage == QLatin1String("failed") ? ScriptedAnswer::status(404)
                     : fails                               ? ScriptedAnswer::status(503)
                                                           : ScriptedAnswer::ok(m_png));
    DownloadOptions slow = quick;
    slow.retryDelay = std::chrono::seconds(60);
    AssetDownloader downloader(m_server->url("/"), nullptr, slow);
    QPointer<Download> download = downloader.fetch(request("/a"));
    QSignalSpy succeeded(download, &Download::succeeded);
    const auto destroy = [download] { delete download.data(); };
    QObject context;
    if (stage == QLatin1String("born")) {
        delete download.data();
    } else if (stage == QLatin1String("progressed")) {
        connect(download, &Download::progressed, &context, destroy);
    } else if (stage == QLatin1String("checking")) {
        // The last byte was told; the worker begins with the next turn of the event loop.
        connect(download, &Download::progressed, &context,
                [&context, destroy] { QTimer::singleShot(1, &context, destroy); });
    } else if (stage == QLatin1String("waiting")) {
        QTRY_COMPARE(m_server->seen().size(), 1);
        QTRY_VERIFY(m_server->findChildren<QTcpSocket *>().isEmpty());
        delete download.data();
    } else if (stage == QLatin1String("succeeded")) {
        connect(download, &Download::succeeded, &context, destroy);
    } else if (stage == QLatin1String("failed")) {
        connect(download, &Download::failed, &context, destroy);
    } else if (stage == QLatin1String("finished")) {
        connect(download, &Download::finished, &context, destroy);
    } else {
        QTRY_VERIFY(!download || download->hasSettled());
        delete download.data();
    }
    QTRY_VERIFY(!download);
    const bool stays = !succeeded.isEmpty();
    QTRY_COMPARE(filesOnDisk(), stays ? QStringList{QStringLiteral("a cat.png")} : QStringList());
}

void TestAssetDownloader::downloaderDeletedFirst()
{
    m_server->on("/a", ScriptedAnswer::ok(m_png).stallAfter(100));
    m_server->on("/b", ScriptedAnswer::ok(m_png));
    QPointer<Download> stalled = m_downloader->fetch(request("/a"));
    QPointer<Download> other = m_downloader->fetch(request("/b"));
    QSignalSpy progressed(stalled, &Download::progressed);
    QVERIFY(progressed.wait(patienceMs));
    m_downloader.reset();
    QVERIFY(!stalled);
    QVERIFY(!other);
    QVERIFY(filesOnDisk().filter(QStringLiteral(".part")).isEmpty());
}

Q_DECLARE_METATYPE(peregrine::test::ScriptedAnswer)

QTEST_GUILESS_MAIN(TestAssetDownloader)
#include "tst_assetdownloader.moc"
