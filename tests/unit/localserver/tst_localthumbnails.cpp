#include "core/localserver/studio/emblem/emblemtask.h"
#include "core/localserver/studio/studio.h"
#include "core/localserver/studio/wavfile.h"
#include "core/localserver/thumbnails/thumbnailpath.h"
#include "tests/unit/localserver/emulation/emulationbench.h"
#include "tests/unit/localserver/serverfixture.h"

#include <QBuffer>
#include <QHash>
#include <QImageReader>
#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

using namespace peregrine;

/// The pictures that the catalogue of the local server names.
class TestLocalThumbnails : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyModelHasOne();
    void documentsAndTheOlderListNameThem();
    void aRestartPaintsTheSame();
    void theyMayBeKept();
    void noKeyIsNeeded();
    void whoAsksTogetherGetsTheSame();
    void nothingElseIsFound_data();
    void nothingElseIsFound();
    void theyAreOnlyRead();
    void stoppingWhileTheyArePainted();
    void pathsAndEndpoints();
    void kindsOfWork_data();
    void kindsOfWork();
    void loudnessOfSpeech();

private:
    [[nodiscard]] static LocalServer::Options options()
    {
        LocalServer::Options options;
        options.schemasFolder = EmulationBench::ownDocuments();
        return options;
    }
    /// By endpoint.
    [[nodiscard]] static QHash<QString, QString> listed(ServerFixture &server)
    {
        QHash<QString, QString> urls;
        const QJsonArray models = server.client()
                                      .get(u"/api.fal.ai/v1/models?limit=100"_qs)
                                      .json()[u"models"_qs]
                                      .toArray();
        for (const QJsonValue &model : models) {
            urls.insert(model[u"endpoint_id"_qs].toString(),
                        model[u"metadata"_qs][u"thumbnail_url"_qs].toString());
        }
        return urls;
    }
    [[nodiscard]] static QString pathOf(const char *endpoint)
    {
        return localserver::thumbnailPath(QString::fromLatin1(endpoint));
    }

    ServerFixture m_server{options()};
};

void TestLocalThumbnails::everyModelHasOne()
{
    const QHash<QString, QString> urls = listed(m_server);
    QVERIFY(urls.contains(u"local/paint"_qs) && urls.contains(u"sample/film"_qs));
    QSet<QByteArray> pictures;
    for (auto it = urls.cbegin(); it != urls.cend(); ++it) {
        const QByteArray endpoint = it.key().toUtf8();
        QVERIFY2(it.value().startsWith(m_server.server().baseUrl().toString()
                                       + u"/v3.fal.media/files/"_qs),
                 endpoint.constData());
        TestReply reply = m_server.client().fetch(it.value());
        QCOMPARE(reply.status, 200);
        QCOMPARE(reply.header("content-type"), QByteArray("image/jpeg"));
        QVERIFY2(reply.body.size() < 150 * 1024, endpoint.constData());
        QBuffer buffer(&reply.body);
        QImageReader reader(&buffer, "jpeg");
        QCOMPARE(reader.read().size(), QSize(640, 480));
        QVERIFY(reader.text(u"Comment"_qs).contains(u"not the work of a model"_qs));
        QCOMPARE(m_server.client().fetch(it.value()).body, reply.body);
        pictures.insert(reply.body);
    }
    QCOMPARE(pictures.size(), urls.size());
}

void TestLocalThumbnails::documentsAndTheOlderListNameThem()
{
    const QHash<QString, QString> urls = listed(m_server);
    for (const char *endpoint : {"local/paint", "sample/film"}) {
        const QString id = QString::fromLatin1(endpoint);
        const QJsonObject document =
            m_server.client()
                .get(u"/fal.ai/api/openapi/queue/openapi.json?endpoint_id="_qs + id)
                .json();
        QCOMPARE(document[u"info"_qs][u"x-fal-metadata"_qs][u"thumbnailUrl"_qs].toString(),
                 urls.value(id));
        const QJsonObject page =
            m_server.client().get(u"/fal.ai/api/models?keywords="_qs + id).json();
        QCOMPARE(page[u"items"_qs][0][u"thumbnailUrl"_qs].toString(), urls.value(id));
    }
}

void TestLocalThumbnails::aRestartPaintsTheSame()
{
    ServerFixture other(options());
    for (const char *endpoint : {"local/sketch", "local/speak", "sample/painting"}) {
        QCOMPARE(other.client().get(pathOf(endpoint)).body,
                 m_server.client().get(pathOf(endpoint)).body);
    }
}

void TestLocalThumbnails::theyMayBeKept()
{
    const TestReply first = m_server.client().get(pathOf("sample/film"));
    QVERIFY(first.header("cache-control").contains("max-age="));
    const QByteArray tag = first.header("etag");
    QVERIFY(tag.size() > 2 && tag.startsWith('"') && tag.endsWith('"'));
    const auto ask = [this](const QByteArray &known) {
        return m_server.client().send("GET", pathOf("sample/film"), {}, {{"If-None-Match", known}});
    };
    const TestReply known = ask("\"other\", W/" + tag);
    QCOMPARE(known.status, 304);
    QVERIFY(known.body.isEmpty());
    QCOMPARE(known.header("etag"), tag);
    QCOMPARE(ask("\"other\"").status, 200);
    QCOMPARE(m_server.client().send("HEAD", pathOf("sample/film")).status, 200);
}

void TestLocalThumbnails::noKeyIsNeeded()
{
    LocalServer::Options locked = options();
    locked.requiredKey = "id:secret";
    ServerFixture server(locked);
    QCOMPARE(server.client().get(pathOf("sample/film")).status, 200);
}

void TestLocalThumbnails::whoAsksTogetherGetsTheSame()
{
    ServerFixture server(options());
    QNetworkAccessManager network;
    const QUrl url(server.server().baseUrl().toString() + pathOf("local/describe"));
    std::vector<std::unique_ptr<QNetworkReply>> replies;
    for (int i = 0; i < 6; ++i)
        replies.emplace_back(network.get(QNetworkRequest(url)));
    for (const auto &reply : replies)
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 30'000);
    const QByteArray first = replies.front()->readAll();
    QVERIFY(!first.isEmpty());
    for (std::size_t i = 1; i < replies.size(); ++i)
        QCOMPARE(replies.at(i)->readAll(), first);
}

void TestLocalThumbnails::nothingElseIsFound_data()
{
    QTest::addColumn<QByteArray>("path");
    const QByteArray folder("/v3.fal.media/files/thumbnails");
    QTest::newRow("unknown") << folder + "/no/such.jpg";
    QTest::newRow("no suffix") << folder + "/local/paint";
    QTest::newRow("other suffix") << folder + "/local/paint.png";
    QTest::newRow("application only") << folder + "/local.jpg";
    QTest::newRow("deeper") << folder + "/local/paint/more.jpg";
    QTest::newRow("folder") << folder;
    QTest::newRow("folder with slash") << folder + "/";
    QTest::newRow("only suffix") << folder + "/.jpg";
}

void TestLocalThumbnails::nothingElseIsFound()
{
    QFETCH(QByteArray, path);
    QCOMPARE(m_server.client().get(QString::fromLatin1(path)).status, 404);
}

void TestLocalThumbnails::theyAreOnlyRead()
{
    for (const char *method : {"POST", "PUT", "DELETE"})
        QCOMPARE(m_server.client().send(method, pathOf("local/paint")).status, 405);
    // No file of the computer is ever looked at for a name.
    for (const char *rest : {"../../../../../etc/hostname.jpg", "..%2F..%2Fetc%2Fhostname.jpg"}) {
        const QByteArray answer =
            m_server.client().rawGet(QByteArray("/v3.fal.media/files/thumbnails/") + rest);
        QVERIFY2(answer.startsWith("HTTP/1.1 4"), rest);
    }
}

void TestLocalThumbnails::stoppingWhileTheyArePainted()
{
    ServerFixture server(options());
    QNetworkAccessManager network;
    std::vector<std::unique_ptr<QNetworkReply>> replies;
    for (const char *endpoint : {"local/paint", "local/animate", "local/paint/image-to-image"}) {
        replies.emplace_back(network.get(
            QNetworkRequest(QUrl(server.server().baseUrl().toString() + pathOf(endpoint)))));
    }
    QSignalSpy sent(replies.front().get(), &QNetworkReply::requestSent);
    QVERIFY(sent.wait());
    server.server().stop();
    for (const auto &reply : replies)
        QTRY_VERIFY_WITH_TIMEOUT(reply->isFinished(), 30'000);
}

void TestLocalThumbnails::pathsAndEndpoints()
{
    const QString path = localserver::thumbnailPath(u"fal-ai/flux-pro/v1.1"_qs);
    const QStringList segments = path.mid(1).split(u'/');
    QVERIFY(localserver::isThumbnailPath(segments));
    QCOMPARE(localserver::endpointOfThumbnail(segments), u"fal-ai/flux-pro/v1.1"_qs);
    const QStringList stored{u"v3.fal.media"_qs, u"files"_qs, u"local"_qs, u"1.jpg"_qs};
    QVERIFY(!localserver::isThumbnailPath(stored));
    QVERIFY(localserver::endpointOfThumbnail(stored).isEmpty());
}

void TestLocalThumbnails::kindsOfWork_data()
{
    using Task = studio::EmblemTask;
    QTest::addColumn<QString>("category");
    QTest::addColumn<QString>("name");
    QTest::addColumn<studio::EmblemTask>("task");
    QTest::newRow("picture") << u"text-to-image"_qs << u"fal-ai/flux/dev"_qs << Task::Picture;
    QTest::newRow("edit") << u"image-to-image"_qs << u"fal-ai/image-editing/style"_qs << Task::Edit;
    QTest::newRow("upscaler") << u"image-to-image"_qs << u"fal-ai/clarity-upscaler"_qs
                              << Task::Sharpen;
    QTest::newRow("cut out") << u"image-to-image"_qs << u"fal-ai/bria/background/remove"_qs
                             << Task::CutOut;
    QTest::newRow("speech") << u"text-to-audio"_qs << u"fal-ai/kokoro/french"_qs << Task::Speech;
    QTest::newRow("music") << u"text-to-audio"_qs << u"fal-ai/diffrhythm"_qs << Task::Music;
    QTest::newRow("by id") << u"unknown"_qs << u"fal-ai/any/image-to-video"_qs << Task::Moved;
    QTest::newRow("nothing known") << u"unknown"_qs << u"fal-ai/any"_qs << Task::Other;
    QTest::newRow("empty") << QString() << QString() << Task::Other;
}

void TestLocalThumbnails::kindsOfWork()
{
    QFETCH(QString, category);
    QFETCH(QString, name);
    QFETCH(studio::EmblemTask, task);
    QCOMPARE(studio::emblemTaskOf(category, name), task);
    QVERIFY(!studio::isAboutPeople(name));
    QVERIFY(studio::isAboutPeople(u"fal-ai/live-portrait"_qs));
}

void TestLocalThumbnails::loudnessOfSpeech()
{
    QList<float> samples(400, 0.0F);
    for (int i = 100; i < 200; ++i)
        samples[i] = i % 2 == 0 ? 0.8F : -0.8F;
    for (int i = 300; i < 400; ++i)
        samples[i] = 0.2F;
    const QList<float> loudness = studio::loudnessOf(studio::wavFile(samples, 8000, {}), 4);
    QCOMPARE(loudness.size(), 4);
    QCOMPARE(loudness.at(0), 0.0F);
    QCOMPARE(loudness.at(1), 1.0F);
    QVERIFY(qAbs(loudness.at(3) - 0.25F) < 0.01F);
    QVERIFY(studio::loudnessOf("no sound", 4).isEmpty());
    QVERIFY(studio::loudnessOf(studio::wavFile(samples, 8000, {}), 0).isEmpty());
}

QTEST_GUILESS_MAIN(TestLocalThumbnails)
#include "tst_localthumbnails.moc"
