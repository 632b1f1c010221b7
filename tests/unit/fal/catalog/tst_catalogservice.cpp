#include "core/fal/catalog/modellistcall.h"
#include "core/fal/falclient.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

namespace {

constexpr const char *modelsPath = "/api.fal.ai/v1/models";
constexpr const char *documentPath = "/fal.ai/api/openapi/queue/openapi.json";
const QByteArray key = "id-5f2c91ab:secret-91ab77d0";

ScriptedAnswer json(const QByteArray &body, int status = 200)
{
    ScriptedAnswer answer = ScriptedAnswer::status(status, body);
    answer.header("Content-Type", "application/json");
    return answer;
}

EndpointId endpoint()
{
    return *EndpointId::parse(QStringLiteral("me/a+b"));
}

} // namespace

Q_DECLARE_METATYPE(peregrine::test::ScriptedAnswer)

class TestCatalogService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void queryIsEncoded();
    void documentFallsBack_data();
    void documentFallsBack();
    void documentThatCouldNotBeMade();
    void documentOfNobody();
    void hugeListsAreCut();
    void filtersOfTheList();
    void siteListingStandsIn();
    void siteListingOnlyWhenThereIsNoPlatform();
    void keyIsHiddenWhereAServerRepeatsIt();

private:
    /// The error of a call; empty when it succeeded.
    Error end(FalReply *reply, bool *succeeded = nullptr);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
};

void TestCatalogService::init()
{
    m_server = std::make_unique<ScriptedServer>();
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.key = Secret(key);
    options.firstRetryDelay = 1ms;
    m_client = std::make_unique<FalClient>(std::move(options));
}

Error TestCatalogService::end(FalReply *reply, bool *succeeded)
{
    Error ended;
    bool worked = false;
    connect(reply, &FalReply::failed, this,
            [ending = &ended](const Error &error) { *ending = error; });
    connect(reply, &FalReply::succeeded, this, [result = &worked] { *result = true; });
    QSignalSpy finished(reply, &FalReply::finished);
    if (!finished.wait(20'000))
        qFatal("a call did not end");
    if (succeeded)
        *succeeded = worked;
    return ended;
}

void TestCatalogService::queryIsEncoded()
{
    m_server->on(modelsPath, json("{\"models\":[]}"));
    CatalogService::Query query;
    query.words = QStringLiteral("a&b=c +d/\u00e9");
    query.category = QStringLiteral("x&y");
    query.cursor = QStringLiteral("p+q%");
    query.limit = 5;
    bool succeeded = false;
    end(m_client->catalog().models(query), &succeeded);
    QVERIFY(succeeded);
    QCOMPARE(m_server->seen().first().target,
             QByteArray(modelsPath)
                 + "?q=a%26b%3Dc%20%2Bd%2F%C3%A9&category=x%26y&limit=5&cursor=p%2Bq%25");
}

void TestCatalogService::documentFallsBack_data()
{
    QTest::addColumn<ScriptedAnswer>("first");
    QTest::newRow("none") << json("null", 404);
    QTest::newRow("another document") << json("{\"openapi\":7}");
    QTest::newRow("web page") << ScriptedAnswer::ok("<html>moved</html>", "text/html");
    QTest::newRow("moved") << ScriptedAnswer::redirect("https://example.org/", 301);
    QTest::newRow("broken") << json("{\"paths\":");
    QTest::newRow("server error") << json("{}", 500);
}

void TestCatalogService::documentFallsBack()
{
    QFETCH(ScriptedAnswer, first);
    m_server->on(documentPath, first);
    m_server->on(modelsPath,
                 json("{\"models\":[{\"endpoint_id\":\"me/a+b\",\"openapi\":{\"paths\":{}}}]}"));
    bool succeeded = false;
    const Error error = end(m_client->catalog().openApi(endpoint()), &succeeded);
    QVERIFY2(succeeded, qPrintable(error.message));
    // A plus sign would be read as a space.
    QCOMPARE(m_server->seen().first().target, QByteArray(documentPath) + "?endpoint_id=me/a%2Bb");
}

void TestCatalogService::documentThatCouldNotBeMade()
{
    m_server->on(documentPath, json("null", 404));
    m_server->on(modelsPath,
                 json("{\"models\":[{\"endpoint_id\":\"me/a+b\",\"openapi\":{\"error\":{\"code\":"
                      "\"expansion_failed\",\"message\":\"too many parts\"}}}]}"));
    const Error error = end(m_client->catalog().openApi(endpoint()));
    QCOMPARE(error.kind, Error::Kind::Server);
    QVERIFY(error.message.contains(QLatin1String("too many parts")));
}

void TestCatalogService::documentOfNobody()
{
    m_server->on(documentPath, json("null", 404));
    m_server->on(modelsPath, json("{\"models\":[]}"));
    const Error error = end(m_client->catalog().openApi(endpoint()));
    QCOMPARE(error.kind, Error::Kind::NotFound);
    QVERIFY(error.message.contains(QLatin1String("me/a+b")));
}

void TestCatalogService::hugeListsAreCut()
{
    QByteArray entries("0");
    for (qsizetype i = 1; i < ModelListCall::maxModels; ++i)
        entries += ",0";
    m_server->on(modelsPath,
                 json("{\"models\":[" + entries + "],\"next_cursor\":\"x\",\"has_more\":true}"));
    ModelListCall *call = m_client->catalog().allModels({});
    qsizetype count = 0;
    connect(call, &FalReply::succeeded, this,
            [call, counted = &count] { *counted = call->value().size(); });
    end(call);
    QCOMPARE(count, ModelListCall::maxModels);
    QCOMPARE(m_server->seen().size(), 1);
}

void TestCatalogService::filtersOfTheList()
{
    m_server->on(modelsPath, json("{\"models\":[]}"));
    CatalogService::Query query;
    query.status = QStringLiteral("deprecated");
    query.endpoints = {endpoint(), *EndpointId::parse(QStringLiteral("fal-ai/flux/dev"))};
    bool succeeded = false;
    end(m_client->catalog().models(query), &succeeded);
    QVERIFY(succeeded);
    QCOMPARE(m_server->seen().first().target,
             QByteArray(modelsPath)
                 + "?status=deprecated&endpoint_id=me/a%2Bb&endpoint_id=fal-ai/flux/dev");
}

void TestCatalogService::siteListingStandsIn()
{
    const char *sitePath = "/fal.ai/api/models";
    m_server->on(modelsPath, json("{\"detail\":\"Not Found\"}", 404));
    m_server->on(
        sitePath,
        json("{\"items\":[{\"id\":\"fal-ai/one\",\"title\":\"One\",\"category\":\"text-to-image\","
             "\"shortDescription\":\"Draws.\",\"deprecated\":true},"
             "{\"id\":\"fal-ai/hidden\",\"title\":\"Hidden\",\"unlisted\":true},7],"
             "\"page\":1,\"pages\":2,\"size\":40,\"total\":41}"));
    m_server->on(sitePath,
                 json("{\"items\":[{\"id\":\"fal-ai/two\",\"title\":\"Two\",\"streamUrl\":null}],"
                      "\"page\":2,\"pages\":2}"));
    CatalogService::Query query;
    query.words = QStringLiteral("a b");
    query.category = QStringLiteral("text-to-image");
    ModelListCall *call = m_client->catalog().allModels(query);
    QJsonArray models;
    connect(call, &FalReply::succeeded, this, [call, out = &models] { *out = call->value(); });
    bool succeeded = false;
    const Error error = end(call, &succeeded);
    QVERIFY2(succeeded, qPrintable(error.message));
    QCOMPARE(models.size(), 2);
    const QJsonObject first = models.first().toObject();
    QCOMPARE(first.value(QStringLiteral("endpoint_id")).toString(), QStringLiteral("fal-ai/one"));
    const QJsonObject metadata = first.value(QStringLiteral("metadata")).toObject();
    QCOMPARE(metadata.value(QStringLiteral("display_name")).toString(), QStringLiteral("One"));
    QCOMPARE(metadata.value(QStringLiteral("description")).toString(), QStringLiteral("Draws."));
    QCOMPARE(metadata.value(QStringLiteral("status")).toString(), QStringLiteral("deprecated"));
    QCOMPARE(m_server->seen().at(1).target,
             QByteArray(sitePath) + "?page=1&keywords=a%20b&categories=text-to-image");
    QVERIFY(m_server->seen().at(2).target.startsWith(QByteArray(sitePath) + "?page=2&"));
}

void TestCatalogService::siteListingOnlyWhenThereIsNoPlatform()
{
    m_server->on(modelsPath, json("{\"detail\":\"invalid key credentials\"}", 401));
    QCOMPARE(end(m_client->catalog().allModels({})).kind, Error::Kind::Unauthorized);
    QCOMPARE(m_server->seen().size(), 1);

    // Neither is there: the platform's words are told.
    init();
    m_server->on(modelsPath, json("{\"detail\":\"No such service\"}", 404));
    const Error error = end(m_client->catalog().allModels({}));
    QVERIFY2(error.message.contains(QLatin1String("No such service")), qPrintable(error.message));
}

void TestCatalogService::keyIsHiddenWhereAServerRepeatsIt()
{
    const char *path = "/queue.fal.run/local/paint/requests/r1";
    m_server->on(path, json("{\"detail\":\"bad key " + key + "\"}", 401));
    m_server->on(path, json("{\"seen\":\"Key " + key + "\",\"half\":\"secret-91ab77d0\"}"));
    const QueueTicket ticket = QueueService::ticketOf(
        *EndpointId::parse(QStringLiteral("local/paint")), RequestId(QStringLiteral("r1")));
    const Error error = end(m_client->queue().result(ticket));
    QVERIFY(!error.message.contains(QLatin1String("91ab")));
    QVERIFY(error.message.contains(QLatin1String("[key]")));
    OutputCall *call = m_client->queue().result(ticket);
    QJsonValue data;
    connect(call, &FalReply::succeeded, this, [call, out = &data] { *out = call->value().data; });
    end(call);
    QCOMPARE(data.toObject().value(QStringLiteral("seen")).toString(), QStringLiteral("Key [key]"));
    QCOMPARE(data.toObject().value(QStringLiteral("half")).toString(), QStringLiteral("[key]"));
}

QTEST_GUILESS_MAIN(TestCatalogService)
#include "tst_catalogservice.moc"
