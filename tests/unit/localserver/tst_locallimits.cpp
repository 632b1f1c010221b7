#include "core/base/json.h"
#include "core/localserver/queue/requesttags.h"
#include "tests/unit/localserver/movingclock.h"
#include "tests/unit/localserver/serverfixture.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QNetworkAccessManager>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace peregrine;
using namespace peregrine::localserver;

/// What calls may ask of the local server beside the input: times, places, order, storing, tags.
class TestLocalLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void directRunsBeyondTheLimitAre429();
    void directRunsWaitUntilTheirTime();
    void directRunsGoFirst();
    void queuedTimeoutsEndByThemselves();
    void lowPriorityRunsAfterNormal();
    void fullQueueSaysWhenToTryAgain();
    void headersAreAccepted();
    void unstoredResultsGoOnceFetched();
    void unstoredResultsGoByThemselves();
    void tags_data();
    void tags();
    void badTagsAre400();
    void billableUnits();
};

namespace {

using Headers = QList<QNetworkReply::RawHeaderPair>;

const QString runPath = QStringLiteral("/fal.run/local/paint");
const QString submitPath = QStringLiteral("/queue.fal.run/local/paint");

LocalServer::Options slow(int concurrency, int milliseconds)
{
    LocalServer::Options options;
    options.concurrency = concurrency;
    options.minimumRunMs = milliseconds;
    return options;
}

TestReply sendPaint(ServerFixture &fixture, const QString &path, const Headers &headers)
{
    return fixture.client().send("POST", path, toJson(ServerFixture::smallPaint()), headers);
}

QString submitted(ServerFixture &fixture, const Headers &headers)
{
    return sendPaint(fixture, submitPath, headers)
        .json()
        .value(QStringLiteral("request_id"))
        .toString();
}

QString stateOf(ServerFixture &fixture, const QString &id)
{
    return fixture.status(id).value(QStringLiteral("status")).toString();
}

/// A direct run that is under way while the test goes on.
class Running
{
public:
    explicit Running(ServerFixture &fixture, const Headers &headers = {})
    {
        QNetworkRequest request(QUrl(fixture.server().baseUrl().toString() + runPath));
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          QByteArrayLiteral("application/json"));
        for (const auto &[name, value] : headers)
            request.setRawHeader(name, value);
        m_reply.reset(m_network.post(request, toJson(ServerFixture::smallPaint())));
    }

    [[nodiscard]] bool isFinished() const { return m_reply->isFinished(); }
    [[nodiscard]] int status() const
    {
        return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

private:
    QNetworkAccessManager m_network;
    std::unique_ptr<QNetworkReply> m_reply;
};

bool holds(const QString &folder, const QByteArray &text)
{
    QDirIterator files(folder, {QStringLiteral("*.json"), QStringLiteral("*.jsonl")}, QDir::Files,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text))
            return true;
    }
    return false;
}

} // namespace

void TestLocalLimits::directRunsBeyondTheLimitAre429()
{
    ServerFixture fixture(slow(1, 60'000));
    const QString id = fixture.submit();
    QTRY_COMPARE(stateOf(fixture, id), QStringLiteral("IN_PROGRESS"));
    const TestReply refused = sendPaint(fixture, runPath, {});
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.json().value(QStringLiteral("error_type")).toString(),
             QStringLiteral("concurrent_requests_limit"));
    QCOMPARE(refused.header("x-fal-error-type"), QByteArray("concurrent_requests_limit"));
    QCOMPARE(refused.header("x-fal-needs-retry"), QByteArray("1"));
    QCOMPARE(refused.header("retry-after"), QByteArray("1"));
}

void TestLocalLimits::directRunsWaitUntilTheirTime()
{
    LocalServer::Options options = slow(1, 60'000);
    options.concurrentRequests = 2;
    ServerFixture fixture(options);
    const QString id = fixture.submit();
    QTRY_COMPARE(stateOf(fixture, id), QStringLiteral("IN_PROGRESS"));
    for (const char *name : {"X-Fal-Request-Timeout", "X-Fal-Request-Start-Timeout"}) {
        const TestReply late = sendPaint(fixture, runPath, {{name, "0.15"}});
        QCOMPARE(late.status, 504);
        QCOMPARE(late.header("x-fal-request-timeout-type"), QByteArray("user"));
        QCOMPARE(late.header("x-fal-error-type"), QByteArray("request_timeout"));
        QCOMPARE(late.json().value(QStringLiteral("error_type")).toString(),
                 QStringLiteral("request_timeout"));
    }
    QCOMPARE(sendPaint(fixture, runPath, {{"X-Fal-Request-Timeout", "0.1"}}).status, 400);
    QCOMPARE(sendPaint(fixture, runPath, {{"X-Fal-Request-Start-Timeout", "soon"}}).status, 400);
}

void TestLocalLimits::directRunsGoFirst()
{
    LocalServer::Options options = slow(1, 300);
    options.concurrentRequests = 2;
    ServerFixture fixture(options);
    const QString first = fixture.submit();
    QTRY_COMPARE(stateOf(fixture, first), QStringLiteral("IN_PROGRESS"));
    const QString second = fixture.submit();
    const Running direct(fixture, {{"X-Fal-Request-Timeout", "30"}});
    QTRY_COMPARE(fixture.status(second).value(QStringLiteral("queue_position")).toInt(), 1);
    QTRY_VERIFY(direct.isFinished());
    QCOMPARE(direct.status(), 200);
    QVERIFY(stateOf(fixture, second) != QStringLiteral("COMPLETED"));
}

void TestLocalLimits::queuedTimeoutsEndByThemselves()
{
    const QTemporaryDir folder;
    LocalServer::Options options = slow(1, 60'000);
    options.dataFolder = folder.path();
    ServerFixture fixture(options);
    const QString running = fixture.submit();
    QTRY_COMPARE(stateOf(fixture, running), QStringLiteral("IN_PROGRESS"));
    const QString late = submitted(fixture, {{"X-Fal-Request-Start-Timeout", "0.2"}});
    // Nobody asks for it meanwhile: its end comes by the clock.
    const QString path = folder.filePath(QStringLiteral("requests/finished/%1.json").arg(late));
    QTRY_VERIFY(QFile::exists(path));
    const TestReply result = fixture.client().get(ServerFixture::requestPath(late));
    QCOMPARE(result.status, 504);
    QCOMPARE(result.header("x-fal-request-timeout-type"), QByteArray("user"));
    QCOMPARE(fixture.status(late).value(QStringLiteral("error_type")).toString(),
             QStringLiteral("request_timeout"));
}

void TestLocalLimits::lowPriorityRunsAfterNormal()
{
    ServerFixture fixture(slow(1, 150));
    (void)fixture.submit();
    const QString low = submitted(fixture, {{"X-Fal-Queue-Priority", "low"}});
    const QString normal = submitted(fixture, {{"X-Fal-Queue-Priority", "normal"}});
    QTRY_COMPARE(stateOf(fixture, normal), QStringLiteral("IN_PROGRESS"));
    QCOMPARE(stateOf(fixture, low), QStringLiteral("IN_QUEUE"));
    QVERIFY(!fixture.waitForCompletion(normal).isEmpty());
    QVERIFY(!fixture.waitForCompletion(low).isEmpty());
}

void TestLocalLimits::fullQueueSaysWhenToTryAgain()
{
    ServerFixture fixture(slow(1, 60'000));
    (void)fixture.submit();
    (void)fixture.submit();
    const TestReply refused =
        sendPaint(fixture, submitPath + QStringLiteral("?fal_max_queue_length=0"), {});
    QCOMPARE(refused.status, 429);
    QCOMPARE(refused.header("x-fal-needs-retry"), QByteArray("1"));
    QVERIFY(refused.header("retry-after").toInt() > 0);
    QCOMPARE(sendPaint(fixture, submitPath + QStringLiteral("?fal_max_queue_length=1"), {}).status,
             200);
    QCOMPARE(sendPaint(fixture, submitPath + QStringLiteral("?fal_max_queue_length=x"), {}).status,
             400);
}

void TestLocalLimits::headersAreAccepted()
{
    ServerFixture fixture;
    const Headers headers{{"X-Fal-No-Retry", "1"},
                          {"X-Fal-Runner-Hint", "warm"},
                          {"X-Fal-Store-IO", "1"},
                          {"x-app-fal-disable-fallback", "true"}};
    QCOMPARE(sendPaint(fixture, runPath, headers).status, 200);
    QVERIFY(!fixture.waitForCompletion(submitted(fixture, headers)).isEmpty());
}

void TestLocalLimits::unstoredResultsGoOnceFetched()
{
    const QTemporaryDir folder;
    LocalServer::Options options;
    options.dataFolder = folder.path();
    ServerFixture fixture(options);
    const QString id = submitted(fixture, {{"X-Fal-Store-IO", "0"}});
    QVERIFY(!fixture.waitForCompletion(id).isEmpty());
    QVERIFY(holds(folder.path(), "red kite"));
    QCOMPARE(fixture.client().get(ServerFixture::requestPath(id)).status, 200);
    QVERIFY(!holds(folder.path(), "red kite"));
    // The request is still known, and that it went well.
    const QJsonObject status = fixture.status(id);
    QCOMPARE(status.value(QStringLiteral("status")).toString(), QStringLiteral("COMPLETED"));
    QVERIFY(!status.contains(QStringLiteral("error")));
    const TestReply again = fixture.client().get(ServerFixture::requestPath(id));
    QCOMPARE(again.status, 404);
    QVERIFY(!again.json().value(QStringLiteral("detail")).toString().isEmpty());
    // Others are kept.
    const QString kept = fixture.submit();
    QVERIFY(!fixture.waitForCompletion(kept).isEmpty());
    for (int i = 0; i < 2; ++i)
        QCOMPARE(fixture.client().get(ServerFixture::requestPath(kept)).status, 200);
}

void TestLocalLimits::unstoredResultsGoByThemselves()
{
    const QTemporaryDir folder;
    LocalServer::Options options;
    options.dataFolder = folder.path();
    const auto clock = std::make_shared<MovingClock>();
    options.clock = clock;
    QString id;
    {
        ServerFixture fixture(options);
        id = submitted(fixture, {{"X-Fal-Store-IO", "0"}});
        QVERIFY(!fixture.waitForCompletion(id).isEmpty());
    }
    {
        ServerFixture fixture(options);
        QCOMPARE(stateOf(fixture, id), QStringLiteral("COMPLETED"));
        QVERIFY(holds(folder.path(), "red kite"));
    }
    clock->advance(3600);
    ServerFixture fixture(options);
    QTRY_VERIFY(!holds(folder.path(), "red kite"));
    QCOMPARE(stateOf(fixture, id), QStringLiteral("COMPLETED"));
    QCOMPARE(fixture.client().get(ServerFixture::requestPath(id)).status, 404);
}

void TestLocalLimits::tags_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<int>("count");
    QTest::newRow("none") << QByteArray() << 0;
    QTest::newRow("one") << QByteArray("team=art") << 1;
    QTest::newRow("trimmed and lower-cased") << QByteArray(" Team = art , shot = 7 ") << 2;
    QTest::newRow("empty value") << QByteArray("team=") << 1;
    QTest::newRow("value with =") << QByteArray("team=a=b") << 1;
    QTest::newRow("no value") << QByteArray("team") << -1;
    QTest::newRow("no name") << QByteArray("=art") << -1;
    QTest::newRow("bad name") << QByteArray("te am=art") << -1;
    QTest::newRow("reserved") << QByteArray("Fal.team=art") << -1;
    QTest::newRow("long name") << QByteArray(65, 'a') + "=b" << -1;
    QTest::newRow("long value") << "a=" + QByteArray(257, 'b') << -1;
    QTest::newRow("not ASCII") << QByteArray("a=\xc3\xa4") << -1;
    QTest::newRow("eleven") << QByteArray("a=1,b=1,c=1,d=1,e=1,f=1,g=1,h=1,i=1,j=1,k=1") << -1;
    QTest::newRow("over 1 KiB") << "a=" + QByteArray(250, 'x') + ",b=" + QByteArray(250, 'x')
            + ",c=" + QByteArray(250, 'x') + ",d=" + QByteArray(250, 'x')
            + ",e=" + QByteArray(250, 'x')
                                << -1;
}

void TestLocalLimits::tags()
{
    QFETCH(QByteArray, header);
    QFETCH(int, count);
    const auto tags = parseTags(header);
    QCOMPARE(tags ? static_cast<int>(tags->size()) : -1, count);
    if (count > 0)
        QVERIFY(tags->contains(QStringLiteral("team")));
}

void TestLocalLimits::badTagsAre400()
{
    ServerFixture fixture;
    QCOMPARE(sendPaint(fixture, runPath, {{"X-Fal-Tags", "team"}}).status, 400);
    QCOMPARE(sendPaint(fixture, submitPath, {{"X-Fal-Tags", "fal.x=1"}}).status, 400);
    QCOMPARE(sendPaint(fixture, runPath, {{"X-Fal-Tags", "team=art"}}).status, 200);
}

void TestLocalLimits::billableUnits()
{
    ServerFixture fixture;
    QJsonObject input = ServerFixture::smallPaint();
    input.insert(QStringLiteral("num_images"), 2);
    QCOMPARE(fixture.client().post(runPath, input).header("x-fal-billable-units"), QByteArray("2"));
    QVERIFY(fixture.client().post(runPath, {}).header("x-fal-billable-units").isEmpty());
}

QTEST_GUILESS_MAIN(TestLocalLimits)
#include "tst_locallimits.moc"
