#include "tests/unit/localserver/serverfixture.h"

#include <QBuffer>
#include <QDir>
#include <QDirIterator>
#include <QImage>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;

/// Uploads and downloads of the local server, and files as inputs of models.
class TestLocalStorage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void uploadAndDownload();
    void namesNeverReachTheDisk();
    void ticketsAreNeeded();
    void ranges();
    void contentTypesAreCleaned();
    void emptyFile();
    void badInitiate();
    void uploadsAsInputsWhateverThePort();
    void badInputFiles_data();
    void badInputFiles();
};

namespace {

struct Upload
{
    QString fileUrl;
    QString uploadPath;
};

Upload initiate(TestClient &client, const QJsonObject &body)
{
    const QJsonObject answer =
        client
            .post(QStringLiteral("/rest.fal.ai/storage/upload/initiate?storage_type=fal-cdn-v3"),
                  body)
            .json();
    return {answer.value(QStringLiteral("file_url")).toString(),
            TestClient::pathOf(answer.value(QStringLiteral("upload_url")).toString())};
}

QString uploaded(TestClient &client, const QByteArray &bytes, const char *type)
{
    const Upload upload = initiate(client,
                                   {{QStringLiteral("content_type"), QLatin1String(type)},
                                    {QStringLiteral("file_name"), QStringLiteral("x")}});
    return client.send("PUT", upload.uploadPath, bytes).status == 200 ? upload.fileUrl : QString();
}

QByteArray pngOf(const QSize &size)
{
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::darkCyan);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    image.save(&buffer, "PNG");
    return bytes;
}

} // namespace

void TestLocalStorage::uploadAndDownload()
{
    ServerFixture fixture;
    QByteArray bytes(3'000'000, Qt::Uninitialized);
    for (qsizetype i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<char>(i * 31 / 7);
    const QString url = uploaded(fixture.client(), bytes, "video/mp4");
    QVERIFY(url.startsWith(fixture.server().baseUrl().toString()
                           + QStringLiteral("/v3.fal.media/files/")));
    QVERIFY(url.endsWith(QStringLiteral(".mp4")));
    const TestReply reply = fixture.client().fetch(url);
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.body == bytes);
    QCOMPARE(reply.header("content-type"), QByteArray("video/mp4"));
    QCOMPARE(reply.header("x-content-type-options"), QByteArray("nosniff"));
    QCOMPARE(reply.header("accept-ranges"), QByteArray("bytes"));
    const TestReply head = fixture.client().send("HEAD", TestClient::pathOf(url));
    QCOMPARE(head.header("content-length"), QByteArray("3000000"));
    QCOMPARE(head.body, QByteArray());
}

void TestLocalStorage::namesNeverReachTheDisk()
{
    const QTemporaryDir folder;
    LocalServer::Options options;
    options.dataFolder = folder.path();
    ServerFixture fixture(options);
    const Upload upload =
        initiate(fixture.client(),
                 {{QStringLiteral("content_type"), QStringLiteral("text/plain")},
                  {QStringLiteral("file_name"), QStringLiteral("../../escaped.txt")}});
    QCOMPARE(fixture.client().send("PUT", upload.uploadPath, "text").status, 200);
    QDirIterator files(folder.path(), QDir::Files, QDirIterator::Subdirectories);
    int found = 0;
    while (files.hasNext()) {
        QVERIFY(!files.next().contains(QStringLiteral("escaped")));
        ++found;
    }
    QVERIFY(found >= 2);
    QVERIFY(!QFile::exists(QFileInfo(folder.path()).path() + QStringLiteral("/escaped.txt")));
    QCOMPARE(fixture.client().rawGet("/v3.fal.media/files/local/..%2f..%2fserver.lock").mid(9, 3),
             QByteArray("400"));
    QCOMPARE(fixture.client().get(QStringLiteral("/v3.fal.media/files/local/server.lock")).status,
             404);
    QCOMPARE(fixture.client().get(QStringLiteral("/v3.fal.media/files/other/x.txt")).status, 404);
}

void TestLocalStorage::ticketsAreNeeded()
{
    LocalServer::Options options;
    options.requiredKey = "k";
    ServerFixture fixture(options);
    fixture.client().setKey("k");
    const Upload upload = initiate(fixture.client(), {});
    fixture.client().setKey({});
    const QString bare = upload.uploadPath.section(u'?', 0, 0);
    QCOMPARE(fixture.client().send("PUT", bare, "x").status, 403);
    QCOMPARE(fixture.client().send("PUT", bare + QStringLiteral("?token=guess"), "x").status, 403);
    QCOMPARE(fixture.client().send("POST", upload.uploadPath, "x").status, 405);
    QCOMPARE(fixture.client().fetch(upload.fileUrl).status, 404);
    // The ticket stands in for the key, and a repeated upload replaces the file.
    QCOMPARE(fixture.client().send("PUT", upload.uploadPath, "first").status, 200);
    QCOMPARE(fixture.client().send("PUT", upload.uploadPath, "second").status, 200);
    QCOMPARE(fixture.client().fetch(upload.fileUrl).body, QByteArray("second"));
}

void TestLocalStorage::ranges()
{
    ServerFixture fixture;
    const QString path = TestClient::pathOf(uploaded(fixture.client(), "0123456789", "text/plain"));
    const auto part = [&fixture, &path](const char *range) {
        return fixture.client().send("GET", path, {}, {{"Range", range}});
    };
    const TestReply middle = part("bytes=2-4");
    QCOMPARE(middle.status, 206);
    QCOMPARE(middle.body, QByteArray("234"));
    QCOMPARE(middle.header("content-range"), QByteArray("bytes 2-4/10"));
    QCOMPARE(part("bytes=-2").body, QByteArray("89"));
    const TestReply beyond = part("bytes=10-");
    QCOMPARE(beyond.status, 416);
    QCOMPARE(beyond.header("content-range"), QByteArray("bytes */10"));
}

void TestLocalStorage::contentTypesAreCleaned()
{
    ServerFixture fixture;
    const auto type = [&fixture](const char *sent) {
        return fixture.client().fetch(uploaded(fixture.client(), "x", sent)).header("content-type");
    };
    QCOMPARE(type("image/svg+xml"), QByteArray("image/svg+xml"));
    QCOMPARE(type("text/plain; charset=utf-8"), QByteArray("text/plain; charset=utf-8"));
    QCOMPARE(type("text/html\r\nX-Evil: 1"), QByteArray("application/octet-stream"));
    QCOMPARE(type("nonsense"), QByteArray("application/octet-stream"));
    QCOMPARE(type(""), QByteArray("application/octet-stream"));
}

void TestLocalStorage::emptyFile()
{
    ServerFixture fixture;
    const TestReply reply = fixture.client().fetch(uploaded(fixture.client(), {}, "text/plain"));
    QCOMPARE(reply.status, 200);
    QCOMPARE(reply.body, QByteArray());
}

void TestLocalStorage::badInitiate()
{
    ServerFixture fixture;
    const QString path = QStringLiteral("/rest.fal.ai/storage/upload/initiate");
    QCOMPARE(fixture.client().send("POST", path, "{").status, 400);
    QCOMPARE(fixture.client().post(path + QStringLiteral("?storage_type=tape"), {}).status, 400);
    QCOMPARE(fixture.client().post(path, {{QStringLiteral("content_type"), 5}}).status, 422);
    QCOMPARE(fixture.client().get(path).status, 405);
    QCOMPARE(fixture.client().post(QStringLiteral("/rest.fal.ai/storage/other"), {}).status, 404);
}

void TestLocalStorage::uploadsAsInputsWhateverThePort()
{
    ServerFixture fixture;
    const QByteArray png = pngOf({80, 60});
    const QString url = uploaded(fixture.client(), png, "image/png");
    QUrl moved(url);
    moved.setPort(1);
    const QString inlined =
        QStringLiteral("data:image/png;base64,") + QString::fromLatin1(png.toBase64());
    for (const QString &image : {url, moved.toString(), inlined}) {
        const TestReply reply = fixture.client().post(QStringLiteral("/fal.run/local/describe"),
                                                      {{QStringLiteral("image_url"), image}});
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.json().value(QStringLiteral("width")).toInt(), 80);
        QVERIFY(!reply.json().value(QStringLiteral("output")).toString().isEmpty());
        QVERIFY(reply.json().value(QStringLiteral("colors")).isArray());
    }
}

void TestLocalStorage::badInputFiles_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("type");
    const auto row = [](const char *name, const QString &url, const char *type) {
        QTest::newRow(name) << url << QString::fromLatin1(type);
    };
    row("another host", QStringLiteral("https://example.com/v3.fal.media/files/local/x.png"),
        "file_download_error");
    row("the real fal", QStringLiteral("https://v3.fal.media/files/a/x.png"),
        "file_download_error");
    row("a local path", QStringLiteral("file:///etc/passwd"), "file_download_error");
    row("a bare path", QStringLiteral("/etc/passwd"), "file_download_error");
    row("not there",
        QStringLiteral(
            "http://127.0.0.1:1/v3.fal.media/files/local/019b0000-1111-7222-8333-444455556666.png"),
        "file_download_error");
    row("path tricks",
        QStringLiteral("http://127.0.0.1:1/v3.fal.media/files/local/../../server.lock"),
        "file_download_error");
    row("broken base64", QStringLiteral("data:image/png;base64,@@@"), "file_download_error");
    row("no comma", QStringLiteral("data:image/png"), "file_download_error");
    row("no picture", QStringLiteral("data:text/plain,hello"), "image_load_error");
    row("truncated",
        QStringLiteral("data:image/png;base64,")
            + QString::fromLatin1(pngOf({64, 64}).left(40).toBase64()),
        "image_load_error");
    row("tiny",
        QStringLiteral("data:image/png;base64,") + QString::fromLatin1(pngOf({2, 2}).toBase64()),
        "image_too_small");
    // A header that claims 30000 x 30000 pixels: refused before anything is decoded.
    row("bomb",
        QStringLiteral("data:image/x-portable-pixmap;base64,")
            + QString::fromLatin1(QByteArray("P6 30000 30000 255\nxxx").toBase64()),
        "image_too_large");
    row("empty", QString::fromLatin1(""), "string_too_short");
    row("too long", QStringLiteral("data:image/png;base64,") + QString(14'500'000, u'A'),
        "file_too_large");
}

void TestLocalStorage::badInputFiles()
{
    QFETCH(QString, url);
    QFETCH(QString, type);
    ServerFixture fixture;
    const TestReply reply = fixture.client().post(QStringLiteral("/fal.run/local/describe"),
                                                  {{QStringLiteral("image_url"), url}});
    QCOMPARE(reply.status, 422);
    const QJsonObject fault =
        reply.json().value(QStringLiteral("detail")).toArray().first().toObject();
    QCOMPARE(fault.value(QStringLiteral("type")).toString(), type);
    QCOMPARE(fault.value(QStringLiteral("loc")).toArray(),
             (QJsonArray{QStringLiteral("body"), QStringLiteral("image_url")}));
}

QTEST_GUILESS_MAIN(TestLocalStorage)
#include "tst_localstorage.moc"
