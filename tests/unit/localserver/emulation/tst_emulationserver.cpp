#include "tests/unit/localserver/emulation/emulationbench.h"
#include "tests/unit/localserver/serverfixture.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTest>

using namespace peregrine;

/// Emulated endpoints as a client of the local server meets them.
class TestEmulationServer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theCatalogueListsEmulations();
    void documentsSayWhatTheyAre();
    void requestsRunThroughTheQueue();
    void streamsShowPicturesOnTheWay();
    void wrongInputsAreRefused();
    void brokenDocumentsAreLeftOut();

private:
    [[nodiscard]] static LocalServer::Options options()
    {
        LocalServer::Options options;
        options.schemasFolder = EmulationBench::ownDocuments();
        return options;
    }

    ServerFixture m_server{options()};
};

void TestEmulationServer::theCatalogueListsEmulations()
{
    const QJsonObject page =
        m_server.client()
            .get(u"/api.fal.ai/v1/models?endpoint_id=sample/film&expand=openapi-3.0"_qs)
            .json();
    const QJsonValue model = page[u"models"_qs][0];
    QCOMPARE(model[u"endpoint_id"_qs].toString(), u"sample/film"_qs);
    QCOMPARE(model[u"metadata"_qs][u"category"_qs].toString(), u"text-to-video"_qs);
    QVERIFY(model[u"metadata"_qs][u"description"_qs].toString().startsWith(
        u"Local emulation of sample/film"_qs));
    QVERIFY(model[u"openapi"_qs][u"paths"_qs].toObject().contains(u"/sample/film"_qs));
    // What the real endpoint costs is not known here.
    const TestReply prices =
        m_server.client().get(u"/api.fal.ai/v1/models/pricing?endpoint_id=sample/film"_qs);
    QVERIFY(prices.json()[u"prices"_qs].toArray().isEmpty());
}

void TestEmulationServer::documentsSayWhatTheyAre()
{
    const QJsonObject document =
        m_server.client()
            .get(u"/fal.ai/api/openapi/queue/openapi.json?endpoint_id=sample/painting"_qs)
            .json();
    QVERIFY(document[u"info"_qs][u"x-fal-metadata"_qs][u"about"_qs].toString().startsWith(
        u"Local emulation of sample/painting"_qs));
    QVERIFY(document[u"servers"_qs][0][u"url"_qs].toString().startsWith(u"http://127.0.0.1:"_qs));
}

void TestEmulationServer::requestsRunThroughTheQueue()
{
    const QJsonObject input{{u"prompt"_qs, u"hills"_qs},
                            {u"seed"_qs, 3},
                            {u"image_size"_qs, QJsonObject{{u"width"_qs, 96}, {u"height"_qs, 64}}}};
    const QString id = m_server.submit(input, u"sample/painting"_qs);
    QVERIFY(!id.isEmpty());
    const QString path = u"/queue.fal.run/sample/painting/requests/"_qs + id;
    QJsonObject status;
    QTRY_VERIFY_WITH_TIMEOUT(
        (status = m_server.client().get(path + u"/status?logs=1"_qs).json())[u"status"_qs]
            == u"COMPLETED"_qs,
        30'000);
    QVERIFY(status[u"logs"_qs][0][u"message"_qs].toString().startsWith(
        u"local emulation of sample/painting"_qs));
    const QJsonObject result = m_server.client().get(path).json();
    const QString url = result[u"images"_qs][0][u"url"_qs].toString();
    QVERIFY(url.startsWith(m_server.server().baseUrl().toString()));
}

void TestEmulationServer::streamsShowPicturesOnTheWay()
{
    const TestReply reply = m_server.client().post(
        u"/fal.run/sample/sketching/stream"_qs,
        QJsonObject{{u"prompt"_qs, u"hills"_qs},
                    {u"image_size"_qs, QJsonObject{{u"width"_qs, 96}, {u"height"_qs, 64}}}});
    QCOMPARE(reply.status, 200);
    QVERIFY(reply.header("content-type").startsWith("text/event-stream"));
    QVERIFY(reply.body.count("data: ") > 1);
    QVERIFY(reply.body.contains("\"partial\":true"));
    const QByteArray last =
        reply.body.trimmed().mid(reply.body.trimmed().lastIndexOf("data: ") + 6);
    const QJsonObject output = QJsonDocument::fromJson(last).object();
    QVERIFY(output[u"images"_qs][0][u"url"_qs].toString().startsWith(
        m_server.server().baseUrl().toString()));
}

void TestEmulationServer::wrongInputsAreRefused()
{
    const TestReply answer =
        m_server.client().post(u"/fal.run/sample/painting"_qs,
                               QJsonObject{{u"prompt"_qs, u"x"_qs}, {u"num_images"_qs, 9}});
    QCOMPARE(answer.status, 422);
    const QJsonValue fault = answer.json()[u"detail"_qs][0];
    QCOMPARE(fault[u"loc"_qs], QJsonValue(QJsonArray{u"body"_qs, u"num_images"_qs}));
    QCOMPARE(fault[u"type"_qs].toString(), u"less_than_equal"_qs);
    QCOMPARE(fault[u"ctx"_qs][u"le"_qs].toInt(), 4);
}

void TestEmulationServer::brokenDocumentsAreLeftOut()
{
    QTemporaryDir folder;
    const QDir documents(EmulationBench::ownDocuments() + u"/emulation"_qs);
    QVERIFY(QFile::copy(documents.filePath(u"song.json"_qs), folder.filePath(u"a.json"_qs)));
    QVERIFY(QFile::copy(documents.filePath(u"song.json"_qs), folder.filePath(u"b.json"_qs)));
    const auto write = [&folder](const QString &name, const QByteArray &bytes) {
        QFile file(folder.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    write(u"broken.json"_qs, "{\"paths\":");
    write(u"error.json"_qs, "{\"error\":{\"code\":\"expansion_failed\"}}");
    write(u"deep.json"_qs, QByteArray(500, '[') + QByteArray(500, ']'));
    write(u"upward.json"_qs, "{\"paths\":{\"/../etc\":{\"post\":{}}}}");
    write(u"short.json"_qs, "{\"paths\":{\"/bare/end\":{\"post\":{}}}}");
    const localserver::EmulatedModels models(folder.path());
    QCOMPARE(models.models().size(), std::size_t(2));
    QVERIFY(models.find(u"sample/song"_qs) != nullptr);
    QVERIFY(models.find(u"bare/end"_qs) != nullptr);
    QVERIFY(models.hasApplication(u"bare/end"_qs));
    QVERIFY(models.find(u"sample/film"_qs) == nullptr);
}

QTEST_GUILESS_MAIN(TestEmulationServer)
#include "tst_emulationserver.moc"
