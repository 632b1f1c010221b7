#include "core/base/json.h"
#include "core/localserver/catalogue/timeframe.h"
#include "tests/unit/localserver/movingclock.h"
#include "tests/unit/localserver/serverfixture.h"

#include <QDateTime>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>
#include <QTimeZone>
#include <QUrl>

using namespace peregrine;
using namespace peregrine::localserver;

/// The platform API of the local server beside its model list: prices, usage, requests, account,
/// and the older addresses on fal's site.
class TestLocalPlatform : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void estimates_data();
    void estimates();
    void usageCountsWhatRan();
    void usageFallsIntoBuckets();
    void usageSurvivesARestart();
    void analyticsCountFailures();
    void requestsWithPayloads();
    void requestsAreFilteredAndSorted();
    void requestsComeInPages();
    void payloadsAreRemovedWithTheirFiles();
    void billingEventsCostNothing();
    void accountAndMeta();
    void badParametersAre400_data();
    void badParametersAre400();
    void keysAreAskedFor();
    void tooManyCallsAre429();
    void siteListing();
    void siteDescription();
    void timeframes();
};

namespace {

const QString api = QStringLiteral("/api.fal.ai/v1/");
const QString byEndpoint = api + QStringLiteral("models/requests/by-endpoint");

/// A call whose path begins with v1.
QJsonObject got(ServerFixture &fixture, const char *path)
{
    return fixture.client().get(api + QLatin1String(path)).json();
}

QString errorType(const TestReply &reply)
{
    return valueAt(reply.json(), QStringLiteral("/error/type")).toString();
}

QStringList idsOf(const QJsonArray &items)
{
    QStringList ids;
    for (const QJsonValue &item : items)
        ids.append(item.toObject().value(QStringLiteral("request_id")).toString());
    return ids;
}

QStringList requestIds(ServerFixture &fixture, const QString &query)
{
    return idsOf(fixture.client()
                     .get(byEndpoint + u'?' + query)
                     .json()
                     .value(QStringLiteral("items"))
                     .toArray());
}

int runPaint(ServerFixture &fixture, int images = 1)
{
    QJsonObject input = ServerFixture::smallPaint();
    input.insert(QStringLiteral("num_images"), images);
    return fixture.client().post(QStringLiteral("/fal.run/local/paint"), input).status;
}

QJsonObject firstResult(const QJsonValue &results)
{
    return results.toArray().first().toObject();
}

} // namespace

void TestLocalPlatform::estimates_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::newRow("units") << QByteArray(
        "{\"estimate_type\":\"unit_price\",\"endpoints\":{\"local/paint\":{\"unit_quantity\":10}}}")
                           << 200;
    QTest::newRow("calls") << QByteArray(
        "{\"estimate_type\":\"historical_api_price\",\"endpoints\":{\"local/paint\":{"
        "\"call_quantity\":3},\"local/speak\":{\"call_quantity\":0}}}")
                           << 200;
    QTest::newRow("no body") << QByteArray() << 400;
    QTest::newRow("unknown type") << QByteArray(
        "{\"estimate_type\":\"x\",\"endpoints\":{\"local/paint\":{\"unit_quantity\":1}}}")
                                  << 400;
    QTest::newRow("nothing asked")
        << QByteArray("{\"estimate_type\":\"unit_price\",\"endpoints\":{}}") << 400;
    QTest::newRow("other quantity") << QByteArray(
        "{\"estimate_type\":\"unit_price\",\"endpoints\":{\"local/paint\":{\"call_quantity\":1}}}")
                                    << 400;
    QTest::newRow("below zero") << QByteArray(
        "{\"estimate_type\":\"unit_price\",\"endpoints\":{\"local/paint\":{\"unit_quantity\":-1}}}")
                                << 400;
    QTest::newRow("unknown endpoint") << QByteArray(
        "{\"estimate_type\":\"unit_price\",\"endpoints\":{\"no/such\":{\"unit_quantity\":1}}}")
                                      << 404;
}

void TestLocalPlatform::estimates()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    ServerFixture fixture;
    const TestReply reply =
        fixture.client().send("POST", api + QStringLiteral("models/pricing/estimate"), body);
    QCOMPARE(reply.status, status);
    if (status != 200) {
        QVERIFY(!valueAt(reply.json(), QStringLiteral("/error/message")).toString().isEmpty());
        return;
    }
    QCOMPARE(reply.json().value(QStringLiteral("total_cost")), QJsonValue(0));
    QCOMPARE(reply.json().value(QStringLiteral("currency")).toString(), QStringLiteral("USD"));
}

void TestLocalPlatform::usageCountsWhatRan()
{
    ServerFixture fixture;
    QCOMPARE(got(fixture, "models/usage").value(QStringLiteral("time_series")).toArray().size(), 0);
    QCOMPARE(runPaint(fixture, 2), 200);
    QVERIFY(!fixture.waitForCompletion(fixture.submit()).isEmpty());
    // Failures are not billed.
    QCOMPARE(fixture.client().post(QStringLiteral("/fal.run/local/paint"), {}).status, 422);
    QCOMPARE(fixture.client()
                 .post(QStringLiteral("/fal.run/local/speak"),
                       {{QStringLiteral("text"), QString(250, u'a')}})
                 .status,
             200);
    const QJsonObject usage = got(fixture, "models/usage?expand=summary&expand=time_series");
    QCOMPARE(usage.value(QStringLiteral("has_more")), QJsonValue(false));
    const QJsonArray summary = usage.value(QStringLiteral("summary")).toArray();
    QCOMPARE(summary.size(), 2);
    const QJsonObject paint = summary.at(0).toObject();
    QCOMPARE(paint.value(QStringLiteral("endpoint_id")).toString(), QStringLiteral("local/paint"));
    QCOMPARE(paint.value(QStringLiteral("unit")).toString(), QStringLiteral("images"));
    QCOMPARE(paint.value(QStringLiteral("quantity")).toInt(), 3);
    QCOMPARE(paint.value(QStringLiteral("cost")), QJsonValue(0));
    QCOMPARE(summary.at(1).toObject().value(QStringLiteral("quantity")).toDouble(), 0.25);
    QVERIFY(!usage.value(QStringLiteral("time_series")).toArray().isEmpty());
    // Only what was asked for.
    const QJsonObject only = got(fixture, "models/usage?expand=summary&endpoint_id=local/speak");
    QVERIFY(!only.contains(QStringLiteral("time_series")));
    QCOMPARE(only.value(QStringLiteral("summary")).toArray().size(), 1);
}

void TestLocalPlatform::usageFallsIntoBuckets()
{
    const auto clock = std::make_shared<MovingClock>();
    LocalServer::Options options;
    options.clock = clock;
    ServerFixture fixture(options);
    QCOMPARE(runPaint(fixture), 200);
    clock->advance(3 * 3600);
    QCOMPARE(runPaint(fixture, 2), 200);
    const auto buckets = [&fixture](const char *query) {
        return got(fixture, query).value(QStringLiteral("time_series")).toArray();
    };
    const QJsonArray hours = buckets("models/usage?timeframe=hour");
    QCOMPARE(hours.size(), 2);
    const auto quantity = [](const QJsonValue &bucket) {
        return firstResult(bucket.toObject().value(QStringLiteral("results")))
            .value(QStringLiteral("quantity"))
            .toInt();
    };
    QCOMPARE(quantity(hours.at(0)), 1);
    QCOMPARE(quantity(hours.at(1)), 2);
    const QDateTime bucket = QDateTime::fromString(
        hours.at(1).toObject().value(QStringLiteral("bucket")).toString(), Qt::ISODate);
    QCOMPARE(bucket.time().minute(), 0);
    QVERIFY(bucket <= clock->now() && bucket.secsTo(clock->now()) < 3700);

    // A page holds one; the next goes on behind it.
    const QJsonObject first = got(fixture, "models/usage?timeframe=hour&limit=1");
    QVERIFY(first.value(QStringLiteral("has_more")).toBool());
    const QByteArray next = "models/usage?timeframe=hour&limit=1&cursor="
        + first.value(QStringLiteral("next_cursor")).toString().toLatin1();
    const QJsonArray second = buckets(next.constData());
    QCOMPARE(second.size(), 1);
    QCOMPARE(second.first(), hours.at(1));
    QCOMPARE(buckets("models/usage?start=2020-01-01&end=2020-02-01").size(), 0);
    QCOMPARE(buckets("models/usage?timeframe=month&start=2020-01-01").size() >= 1, true);
}

void TestLocalPlatform::usageSurvivesARestart()
{
    const QTemporaryDir folder;
    LocalServer::Options options;
    options.dataFolder = folder.path();
    QJsonObject before;
    {
        ServerFixture fixture(options);
        QCOMPARE(runPaint(fixture, 2), 200);
        before = got(fixture, "models/usage?expand=summary");
    }
    ServerFixture fixture(options);
    QCOMPARE(got(fixture, "models/usage?expand=summary"), before);
    QCOMPARE(firstResult(before.value(QStringLiteral("summary")))
                 .value(QStringLiteral("quantity"))
                 .toInt(),
             2);
}

void TestLocalPlatform::analyticsCountFailures()
{
    ServerFixture fixture;
    QCOMPARE(runPaint(fixture), 200);
    QCOMPARE(fixture.client().post(QStringLiteral("/fal.run/local/paint"), {}).status, 422);
    const QJsonObject result = firstResult(
        got(fixture, "models/analytics?expand=summary").value(QStringLiteral("summary")));
    QCOMPARE(result.value(QStringLiteral("request_count")).toInt(), 2);
    QCOMPARE(result.value(QStringLiteral("success_count")).toInt(), 1);
    QCOMPARE(result.value(QStringLiteral("user_error_count")).toInt(), 1);
    QCOMPARE(result.value(QStringLiteral("error_count")).toInt(), 0);
    QVERIFY(result.value(QStringLiteral("p50_duration")).isDouble());
}

void TestLocalPlatform::requestsWithPayloads()
{
    ServerFixture fixture;
    const QString id = fixture.submit();
    QVERIFY(!fixture.waitForCompletion(id).isEmpty());
    const QJsonObject item = firstResult(
        fixture.client()
            .get(byEndpoint + QStringLiteral("?endpoint_id=local/paint&expand=payloads"))
            .json()
            .value(QStringLiteral("items")));
    QCOMPARE(item.value(QStringLiteral("request_id")).toString(), id);
    QCOMPARE(item.value(QStringLiteral("endpoint_id")).toString(), QStringLiteral("local/paint"));
    QCOMPARE(item.value(QStringLiteral("status_code")).toInt(), 200);
    QVERIFY(item.value(QStringLiteral("duration")).toDouble(-1) >= 0);
    for (const char *name : {"sent_at", "started_at", "ended_at"}) {
        QVERIFY2(
            QDateTime::fromString(item.value(QLatin1String(name)).toString(), Qt::ISODateWithMs)
                .isValid(),
            name);
    }
    QCOMPARE(item.value(QStringLiteral("json_input")).toObject(), ServerFixture::smallPaint());
    QCOMPARE(item.value(QStringLiteral("json_output")).toObject(),
             fixture.client().get(ServerFixture::requestPath(id)).json());
    // Not without being asked for.
    const QJsonObject plain = firstResult(
        fixture.client()
            .get(byEndpoint + QStringLiteral("?endpoint_id=local/paint&request_id=") + id)
            .json()
            .value(QStringLiteral("items")));
    QVERIFY(!plain.contains(QStringLiteral("json_input")));
}

void TestLocalPlatform::requestsAreFilteredAndSorted()
{
    const auto clock = std::make_shared<MovingClock>();
    LocalServer::Options options;
    options.clock = clock;
    ServerFixture fixture(options);
    const QString good = fixture.submit();
    QVERIFY(!fixture.waitForCompletion(good).isEmpty());
    clock->advance(60);
    const QString bad = fixture.submit({});
    QVERIFY(!fixture.waitForCompletion(bad).isEmpty());
    const QString paint = QStringLiteral("endpoint_id=local/paint");
    QCOMPARE(requestIds(fixture, paint), (QStringList{bad, good}));
    QCOMPARE(requestIds(fixture, paint + QStringLiteral("&sort_by=duration")).size(), 2);
    QCOMPARE(requestIds(fixture, paint + QStringLiteral("&status=success")), QStringList{good});
    QCOMPARE(requestIds(fixture, paint + QStringLiteral("&status=user_error")), QStringList{bad});
    QCOMPARE(requestIds(fixture, paint + QStringLiteral("&status=error")), QStringList());
    QCOMPARE(requestIds(fixture, QStringLiteral("endpoint_id=local/speak")), QStringList());
    const QString between = clock->now().addSecs(-30).toString(Qt::ISODate);
    QCOMPARE(requestIds(fixture, paint + QStringLiteral("&start=") + between), QStringList{bad});
    QCOMPARE(requestIds(fixture, paint + QStringLiteral("&end=") + between), QStringList{good});
}

void TestLocalPlatform::requestsComeInPages()
{
    ServerFixture fixture;
    QStringList ids;
    for (int i = 0; i < 5; ++i) {
        ids.prepend(fixture.submit({}));
        QVERIFY(!fixture.waitForCompletion(ids.first()).isEmpty());
    }
    QStringList seen;
    QString cursor;
    int pages = 0;
    do {
        const QJsonObject page =
            fixture.client()
                .get(byEndpoint + QStringLiteral("?endpoint_id=local/paint&limit=2")
                     + (cursor.isEmpty() ? QString() : QStringLiteral("&cursor=") + cursor))
                .json();
        seen += idsOf(page.value(QStringLiteral("items")).toArray());
        cursor = page.value(QStringLiteral("next_cursor")).toString();
        ++pages;
    } while (!cursor.isEmpty() && pages < 10);
    QCOMPARE(pages, 3);
    QCOMPARE(seen, ids);
}

void TestLocalPlatform::payloadsAreRemovedWithTheirFiles()
{
    LocalServer::Options options;
    options.minimumRunMs = 300;
    ServerFixture fixture(options);
    const QString id = fixture.submit();
    const QString path = api + QStringLiteral("models/requests/%1/payloads").arg(id);
    QCOMPARE(fixture.client().send("DELETE", path).status, 400);
    QVERIFY(!fixture.waitForCompletion(id).isEmpty());
    const QString url = valueAt(fixture.client().get(ServerFixture::requestPath(id)).json(),
                                QStringLiteral("/images/0/url"))
                            .toString();
    QCOMPARE(fixture.client().fetch(url).status, 200);
    const TestReply removed = fixture.client().send("DELETE", path);
    QCOMPARE(removed.status, 200);
    const QJsonObject result =
        firstResult(removed.json().value(QStringLiteral("cdn_delete_results")));
    QCOMPARE(result.value(QStringLiteral("link")).toString(), url);
    QVERIFY(result.value(QStringLiteral("exception")).isNull());
    QCOMPARE(fixture.client().fetch(url).status, 404);
    QCOMPARE(fixture.client().get(ServerFixture::requestPath(id)).status, 404);
    // Once more changes nothing; the request itself stays in the list.
    QCOMPARE(fixture.client().send("DELETE", path).status, 200);
    QCOMPARE(requestIds(fixture, QStringLiteral("endpoint_id=local/paint")), QStringList{id});
    QCOMPARE(fixture.client()
                 .send("DELETE", api + QStringLiteral("models/requests/no-such/payloads"))
                 .status,
             404);
}

void TestLocalPlatform::billingEventsCostNothing()
{
    ServerFixture fixture;
    QCOMPARE(runPaint(fixture, 2), 200);
    QCOMPARE(fixture.client().post(QStringLiteral("/fal.run/local/paint"), {}).status, 422);
    const QJsonArray events =
        got(fixture, "models/billing-events").value(QStringLiteral("billing_events")).toArray();
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().toObject().value(QStringLiteral("quantity")).toInt(), 2);
    QCOMPARE(events.first().toObject().value(QStringLiteral("cost")), QJsonValue(0));
}

void TestLocalPlatform::accountAndMeta()
{
    ServerFixture fixture;
    QVERIFY(!got(fixture, "account/billing").contains(QStringLiteral("credits")));
    const QJsonObject account = got(fixture, "account/billing?expand=credits");
    QVERIFY(!account.value(QStringLiteral("username")).toString().isEmpty());
    QCOMPARE(valueAt(account, QStringLiteral("/credits/currency")).toString(),
             QStringLiteral("USD"));
    QVERIFY(valueAt(account, QStringLiteral("/credits/current_balance")).isDouble());
    QCOMPARE(got(fixture, "meta").value(QStringLiteral("webhook_ip_ranges")).toArray(),
             QJsonArray{QStringLiteral("127.0.0.1/32")});
}

void TestLocalPlatform::badParametersAre400_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path :
         {"models/usage?timeframe=year", "models/usage?timezone=Mars/Olympus",
          "models/usage?start=yesterday", "models/usage?start=2026-01-02&end=2026-01-01",
          "models/usage?limit=0", "models/usage?cursor=!!", "models/requests/by-endpoint",
          "models/requests/by-endpoint?endpoint_id=local/paint&status=odd",
          "models/requests/by-endpoint?endpoint_id=local/paint&sort_by=name",
          "models?status=retired"})
        QTest::newRow(path) << QString::fromLatin1(path);
    QStringList ids;
    for (int i = 0; i < 51; ++i)
        ids.append(QStringLiteral("endpoint_id=a/b"));
    QTest::newRow("51 endpoints") << QStringLiteral("models?") + ids.join(u'&');
}

void TestLocalPlatform::badParametersAre400()
{
    QFETCH(QString, path);
    ServerFixture fixture;
    const TestReply reply = fixture.client().get(api + path);
    QCOMPARE(reply.status, 400);
    QCOMPARE(errorType(reply), QStringLiteral("validation_error"));
}

void TestLocalPlatform::keysAreAskedFor()
{
    LocalServer::Options options;
    options.requiredKey = "k";
    ServerFixture fixture(options);
    for (const char *path : {"models/usage", "models/analytics", "models/billing-events",
                             "models/requests/by-endpoint", "account/billing", "keys"}) {
        const TestReply reply = fixture.client().get(api + QLatin1String(path));
        QCOMPARE(reply.status, 401);
        QCOMPARE(errorType(reply), QStringLiteral("authorization_error"));
    }
    QCOMPARE(fixture.client().get(api + QStringLiteral("meta")).status, 200);
    fixture.client().setKey("k");
    QCOMPARE(fixture.client().get(api + QStringLiteral("models/usage")).status, 200);
    const TestReply unknown = fixture.client().get(api + QStringLiteral("keys"));
    QCOMPARE(unknown.status, 404);
    QCOMPARE(errorType(unknown), QStringLiteral("not_found"));
    const TestReply method = fixture.client().post(api + QStringLiteral("models/usage"), {});
    QCOMPARE(method.status, 405);
    QCOMPARE(method.header("allow"), QByteArray("GET"));
}

void TestLocalPlatform::tooManyCallsAre429()
{
    const auto clock = std::make_shared<MovingClock>();
    LocalServer::Options options;
    options.clock = clock;
    options.platformCallsPerMinute = 2;
    ServerFixture fixture(options);
    const QString path = api + QStringLiteral("models");
    QCOMPARE(fixture.client().get(path).status, 200);
    QCOMPARE(fixture.client().get(path).status, 200);
    const TestReply refused = fixture.client().get(path);
    QCOMPARE(refused.status, 429);
    QCOMPARE(errorType(refused), QStringLiteral("rate_limited"));
    const int wait = refused.header("retry-after").toInt();
    QVERIFY(wait >= 1 && wait <= 60);
    // Only there.
    QCOMPARE(runPaint(fixture), 200);
    clock->advance(wait);
    QCOMPARE(fixture.client().get(path).status, 200);
}

void TestLocalPlatform::siteListing()
{
    ServerFixture fixture;
    const auto page = [&fixture](const char *query) {
        return fixture.client()
            .get(QStringLiteral("/fal.ai/api/models") + QLatin1String(query))
            .json();
    };
    const QJsonObject all = page("");
    const int total = all.value(QStringLiteral("total")).toInt();
    QVERIFY(total >= 5);
    QCOMPARE(all.value(QStringLiteral("items")).toArray().size(), total);
    QCOMPARE(all.value(QStringLiteral("page")).toInt(), 1);
    QCOMPARE(all.value(QStringLiteral("pages")).toInt(), 1);
    QCOMPARE(all.value(QStringLiteral("size")).toInt(), 40);
    const QJsonObject entry = firstResult(all.value(QStringLiteral("items")));
    QCOMPARE(entry.value(QStringLiteral("id")).toString(), QStringLiteral("local/paint"));
    for (const char *name : {"title", "category", "shortDescription", "modelUrl", "date"})
        QVERIFY2(!entry.value(QLatin1String(name)).toString().isEmpty(), name);
    QCOMPARE(page("?page=2").value(QStringLiteral("items")).toArray().size(), 0);
    QCOMPARE(page("?keywords=speak").value(QStringLiteral("total")).toInt(), 1);
    QCOMPARE(
        page("?categories=text-to-video,text-to-speech").value(QStringLiteral("total")).toInt(), 2);
    QCOMPARE(fixture.client().get(QStringLiteral("/fal.ai/api/models?page=0")).status, 400);
    QCOMPARE(fixture.client().post(QStringLiteral("/fal.ai/api/models"), {}).status, 405);
}

void TestLocalPlatform::siteDescription()
{
    ServerFixture fixture;
    const TestReply text =
        fixture.client().get(QStringLiteral("/fal.ai/models/local/paint/image-to-image/llms.txt"));
    QCOMPARE(text.status, 200);
    QVERIFY(text.header("content-type").startsWith("text/plain"));
    QVERIFY(text.body.contains("local/paint/image-to-image"));
    QVERIFY(text.body.contains("`image_url`"));
    QCOMPARE(fixture.client().get(QStringLiteral("/fal.ai/models/no/such/llms.txt")).status, 404);
}

void TestLocalPlatform::timeframes()
{
    const QTimeZone berlin("Europe/Berlin");
    const auto utc = [](const char *text) {
        return QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate);
    };
    using Unit = Timeframe::Unit;
    const Timeframe day(Unit::Day, berlin);
    QCOMPARE(day.beginOf(utc("2026-01-10T23:30:00Z")).toUTC(), utc("2026-01-10T23:00:00Z"));
    // The day on which the clocks go forward has 23 hours.
    QCOMPARE(
        day.beginOf(utc("2026-03-29T12:00:00Z")).secsTo(day.endOf(utc("2026-03-29T12:00:00Z"))),
        qint64(23 * 3600));
    const Timeframe week(Unit::Week, QTimeZone::utc());
    QCOMPARE(week.beginOf(utc("2026-01-11T12:00:00Z")).toUTC(), utc("2026-01-05T00:00:00Z"));
    const Timeframe month(Unit::Month, QTimeZone::utc());
    QCOMPARE(month.endOf(utc("2026-12-11T12:00:00Z")).toUTC(), utc("2027-01-01T00:00:00Z"));
    const Timeframe minute(Unit::Minute, QTimeZone::utc());
    QCOMPARE(minute.beginOf(utc("2026-12-11T12:34:56Z")).toUTC(), utc("2026-12-11T12:34:00Z"));
    QCOMPARE(Timeframe::unitOf(QStringLiteral("hour")), std::optional(Unit::Hour));
    QVERIFY(!Timeframe::unitOf(QStringLiteral("year")));
}

QTEST_GUILESS_MAIN(TestLocalPlatform)
#include "tst_localplatform.moc"
