#include "core/base/json.h"
#include "core/fal/falclient.h"
#include "tests/support/scriptedserver.h"

#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

ScriptedAnswer json(const QByteArray &body, int status = 200)
{
    ScriptedAnswer answer = ScriptedAnswer::status(status, body);
    answer.header("Content-Type", "application/json");
    return answer;
}

EndpointId endpoint(const QString &text)
{
    return *EndpointId::parse(text);
}

const QDateTime noon(QDate(2026, 11, 1), QTime(12, 0), Qt::UTC);

} // namespace

class TestPlatformService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void pricesOfEndpoints();
    void pricesInQuestionsOfFifty();
    void estimates();
    void usageWithTotal();
    void usageInSeveralCurrencies();
    void balance();
    void requestsOfAnEndpoint();
    void wrongTypes_data();
    void wrongTypes();
    void platformErrors();

private:
    template <typename T> Expected<T, Error> end(FalCall<T> *call);

    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<FalClient> m_client;
};

void TestPlatformService::init()
{
    m_server = std::make_unique<ScriptedServer>();
    FalTransport::Options options;
    options.environment = *FalEnvironment::atBase(m_server->url({}));
    options.key = Secret("id-77aa12:secret-41bb93");
    options.firstRetryDelay = 1ms;
    m_client = std::make_unique<FalClient>(std::move(options));
}

template <typename T> Expected<T, Error> TestPlatformService::end(FalCall<T> *call)
{
    std::optional<Expected<T, Error>> outcome;
    connect(call, &FalReply::succeeded, this,
            [call, out = &outcome] { out->emplace(call->value()); });
    connect(call, &FalReply::failed, this,
            [out = &outcome](const Error &error) { out->emplace(Unexpected{error}); });
    QSignalSpy finished(call, &FalReply::finished);
    if (!finished.wait(20'000) || !outcome)
        qFatal("a call did not end");
    return *outcome;
}

void TestPlatformService::pricesOfEndpoints()
{
    m_server->on("/api.fal.ai/v1/models/pricing",
                 json("{\"prices\":[{\"endpoint_id\":\"fal-ai/flux/dev\",\"unit_price\":0.025,"
                      "\"unit\":\"image\",\"currency\":\"usd\"},{\"endpoint_id\":\"x\"},null,"
                      "{\"endpoint_id\":\"a/b\",\"unit_price\":\"0.5\",\"unit\":\"seconds\"},"
                      "{\"endpoint_id\":\"a/c\",\"unit_price\":-1}],\"next_cursor\":null}"));
    const auto prices = end(m_client->platform().pricing({endpoint(u"fal-ai/flux/dev"_s)}));
    QVERIFY(prices);
    QCOMPARE(prices->size(), 2);
    QCOMPARE(prices->value(endpoint(u"fal-ai/flux/dev"_s)),
             (UnitPrice{0.025, u"image"_s, u"USD"_s}));
    QCOMPARE(prices->value(endpoint(u"a/b"_s)).amount, 0.5);
    QCOMPARE(m_server->seen().first().target,
             "/api.fal.ai/v1/models/pricing?endpoint_id=fal-ai/flux/dev");
    QCOMPARE(m_server->seen().first().header("Authorization"), "Key id-77aa12:secret-41bb93");
}

void TestPlatformService::pricesInQuestionsOfFifty()
{
    m_server->on("/api.fal.ai/v1/models/pricing", json("{\"prices\":[]}"));
    QList<EndpointId> many;
    for (int i = 0; i < 70; ++i)
        many.append(endpoint(u"me/model-%1"_s.arg(i)));
    QVERIFY(end(m_client->platform().pricing(many)));
    QCOMPARE(m_server->seen().first().target.count("endpoint_id="), 50);
}

void TestPlatformService::estimates()
{
    m_server->on(
        "/api.fal.ai/v1/models/pricing/estimate",
        json("{\"estimate_type\":\"unit_price\",\"total_cost\":1.25,\"currency\":\"USD\"}"));
    EstimateQuery query;
    query.quantityOfEndpoint.insert(u"fal-ai/flux/dev"_s, 50);
    const auto cost = end(m_client->platform().estimate(query));
    QVERIFY(cost);
    QCOMPARE(*cost, (Money{1.25, u"USD"_s}));
    QCOMPARE(m_server->seen().first().body,
             "{\"endpoints\":{\"fal-ai/flux/dev\":{\"unit_quantity\":50}},"
             "\"estimate_type\":\"unit_price\"}");
    query.type = EstimateQuery::Type::HistoricalApiPrice;
    QVERIFY(end(m_client->platform().estimate(query)));
    QVERIFY(m_server->seen().last().body.contains("\"call_quantity\":50"));
    QVERIFY(m_server->seen().last().body.contains("historical_api_price"));
}

void TestPlatformService::usageWithTotal()
{
    m_server->on(
        "/api.fal.ai/v1/models/usage",
        json("{\"time_series\":[{\"bucket\":\"2026-11-01T12:00:00.000Z\",\"results\":[{\"endpoint_"
             "id\":"
             "\"a/"
             "b\",\"unit\":\"image\",\"quantity\":4,\"unit_price\":0.1,\"cost\":0.4,\"currency\":"
             "\"USD\"}]}],\"summary\":[{\"endpoint_id\":\"a/b\",\"cost\":0.4,\"currency\":\"USD\"},"
             "{\"endpoint_id\":\"a/c\",\"cost\":0.6,\"currency\":\"USD\"}]}"));
    UsageQuery query;
    query.start = noon;
    query.timeframe = u"day"_s;
    const auto report = end(m_client->platform().usage(query));
    QVERIFY(report);
    QCOMPARE(report->timeSeries.size(), 1);
    QCOMPARE(report->timeSeries.first().bucket, noon);
    QCOMPARE(report->timeSeries.first().quantity, 4.0);
    QCOMPARE(report->total(), std::optional(Money{1.0, u"USD"_s}));
    QCOMPARE(m_server->seen().first().target,
             "/api.fal.ai/v1/models/usage?start=2026-11-01T12%3A00%3A00.000Z&timeframe=day"
             "&expand=time_series&expand=summary");
}

void TestPlatformService::usageInSeveralCurrencies()
{
    UsageReport report;
    QCOMPARE(report.total(), std::nullopt);
    report.timeSeries.resize(2);
    report.timeSeries[0].cost = {1, u"USD"_s};
    report.timeSeries[1].cost = {1, u"EUR"_s};
    QCOMPARE(report.total(), std::nullopt);
}

void TestPlatformService::balance()
{
    m_server->on(
        "/api.fal.ai/v1/account/billing",
        json("{\"username\":\"me\",\"credits\":{\"current_balance\":12.5,\"currency\":\"USD\"}}"));
    m_server->on("/api.fal.ai/v1/account/billing", json("{\"username\":\"me\"}"));
    const auto first = end(m_client->platform().billing());
    QVERIFY(first);
    QCOMPARE(first->balance, std::optional(Money{12.5, u"USD"_s}));
    QCOMPARE(m_server->seen().first().target, "/api.fal.ai/v1/account/billing?expand=credits");
    const auto second = end(m_client->platform().billing());
    QVERIFY(second);
    QCOMPARE(second->username, u"me"_s);
    QVERIFY(!second->balance);
}

void TestPlatformService::requestsOfAnEndpoint()
{
    m_server->on("/api.fal.ai/v1/models/requests/by-endpoint",
                 json("{\"items\":[{\"request_id\":\"r1\",\"endpoint_id\":\"a/b\",\"sent_at\":"
                      "\"2026-11-01T12:00:00Z\",\"status_code\":200,\"duration\":1.5,\"json_"
                      "input\":{\"seed\":1}},"
                      "{\"endpoint_id\":\"a/b\"}],\"next_cursor\":\"c2\",\"has_more\":true}"));
    RequestsQuery query;
    query.endpoint = endpoint(u"a/b"_s);
    query.start = noon;
    query.withPayloads = true;
    query.limit = 20;
    const auto page = end(m_client->platform().requestsByEndpoint(query));
    QVERIFY(page);
    QCOMPARE(page->items.size(), 1);
    QCOMPARE(page->items.first().request.toString(), u"r1"_s);
    QCOMPARE(page->items.first().sentAt, noon);
    QCOMPARE(page->items.first().input[u"seed"].toInt(), 1);
    QVERIFY(page->items.first().output.isUndefined());
    QCOMPARE(page->nextCursor, u"c2"_s);
    QCOMPARE(m_server->seen().first().target,
             "/api.fal.ai/v1/models/requests/by-endpoint?endpoint_id=a/b"
             "&start=2026-11-01T12%3A00%3A00.000Z&expand=payloads&limit=20");
}

void TestPlatformService::wrongTypes_data()
{
    QTest::addColumn<QByteArray>("body");
    for (const char *body : {"7", "[]", "null", "{}", "{\"prices\":{},\"items\":7}", "", "<html>",
                             "{\"total_cost\":\"NaN\",\"credits\":[],\"summary\":{}}"})
        QTest::newRow(*body ? body : "empty") << QByteArray(body);
}

void TestPlatformService::wrongTypes()
{
    QFETCH(QByteArray, body);
    for (const char *path : {"pricing", "pricing/estimate", "usage", "requests/by-endpoint"})
        m_server->on(QByteArray("/api.fal.ai/v1/models/") + path, json(body));
    m_server->on("/api.fal.ai/v1/account/billing", json(body));
    const auto prices = end(m_client->platform().pricing({endpoint(u"a/b"_s)}));
    QVERIFY(!prices);
    QCOMPARE(prices.error().kind, Error::Kind::Malformed);
    QVERIFY(!end(m_client->platform().estimate({})));
    QVERIFY(!end(m_client->platform().requestsByEndpoint({})));
    // These two have no member that must be there.
    const bool isObject = body.startsWith('{');
    QCOMPARE(end(m_client->platform().usage({})).hasValue(), isObject);
    const auto billing = end(m_client->platform().billing());
    QCOMPARE(billing.hasValue(), isObject);
    QVERIFY(!billing || !billing->balance);
}

void TestPlatformService::platformErrors()
{
    m_server->on(
        "/api.fal.ai/v1/models/usage",
        json("{\"error\":{\"type\":\"authorization_error\",\"message\":\"Needs an admin key\"}}",
             403));
    const auto report = end(m_client->platform().usage({}));
    QVERIFY(!report);
    QCOMPARE(report.error().kind, Error::Kind::Forbidden);
    QVERIFY(report.error().message.contains(u"Needs an admin key"));
}

QTEST_GUILESS_MAIN(TestPlatformService)
#include "tst_platformservice.moc"
