#include "tests/faults/faultbench.h"

#include <QSignalSpy>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;
using namespace std::chrono_literals;

namespace {

using Way = FaultCall::Way;
using Kind = Error::Kind;

/// Where silence is the fault. Long enough for a machine that is busy with other tests.
constexpr auto shortPatience = 250ms;

void send(FaultBench &bench, FaultCase row)
{
    if (row.call.hasOtherWay)
        row.kind.reset();
    bench.add(row);
}

} // namespace

/// Every call, on a connection that fails at every stage.
class TestFaultTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refused();
    void broken_data();
    void broken();
    void silent();
    void closedWithoutLength_data();
    void closedWithoutLength();
    void closedWithoutLengthInARow();

private:
    static void checkAll(FaultBench &bench)
    {
        const QStringList broken = bench.run();
        QVERIFY2(broken.isEmpty(), qPrintable(u'\n' + broken.join(u'\n')));
    }
};

void TestFaultTable::refused()
{
    FaultBench bench;
    for (const FaultCall &call : faultCalls()) {
        // Of later requests the first one finds nobody already.
        if (!call.isFirst)
            continue;
        FaultCase row{"refused", call, [](ScriptedServer &server) { server.close(); },
                      Kind::Network, 0};
        row.maybeDelivered = false;
        bench.add(row);
        row.name = "reset before it is read";
        row.fault = [](ScriptedServer &server) { server.resetConnections(); };
        row.maybeDelivered.reset();
        bench.add(row);
    }
    checkAll(bench);
}

void TestFaultTable::broken_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::newRow("reset before the answer") << ScriptedAnswer::reset();
    QTest::newRow("closed before the answer") << ScriptedAnswer::hangUp();
    QTest::newRow("in the middle of the head")
        << ScriptedAnswer::raw("HTTP/1.1 200 OK\r\nContent-Ty");
    QTest::newRow("in the middle of the first line") << ScriptedAnswer::raw("HTTP/1.1 20");
    QTest::newRow("no HTTP") << ScriptedAnswer::raw("SSH-2.0-OpenSSH_9\r\n\r\n");
    const QByteArray body("{\"request_id\":\"r1\",\"status\":\"COMPLETED\"}");
    QTest::newRow("after the head") << ScriptedAnswer::ok(body, "application/json").dropAfter(0);
    QTest::newRow("in the body") << ScriptedAnswer::ok(body, "application/json").dropAfter(9);
    QTest::newRow("in the chunks")
        << ScriptedAnswer::ok(body, "application/json").chunked(4).dropAfter(9);
}

void TestFaultTable::broken()
{
    QFETCH(ScriptedAnswer, answer);
    FaultBench bench;
    for (const FaultCall &call : faultCalls()) {
        FaultCase row{QTest::currentDataTag(), call, {}, Kind::Network};
        row.answerWith(answer);
        if (call.isPaid) {
            row.requests = 1;
            row.maybeDelivered = true;
        }
        send(bench, row);
    }
    checkAll(bench);
}

/// All at once: they do nothing but wait.
void TestFaultTable::silent()
{
    const QByteArray body("{\"request_id\":\"r1\",\"status\":\"COMPLETED\"}");
    const ScriptedAnswer whole = ScriptedAnswer::ok(body, "application/json");
    const QList<QByteArray> drops(300, QByteArray(" "));
    const QByteArray drippingBody("dripping body");
    const QList<std::pair<QByteArray, ScriptedAnswer>> answers{
        {"before the answer", ScriptedAnswer::hangUp().keepOpen()},
        {"in the head", ScriptedAnswer::raw("HTTP/1.1 200 OK\r\nCon").keepOpen()},
        {"after the head", ScriptedAnswer(whole).stallAfter(0)},
        {"in the body", ScriptedAnswer(whole).stallAfter(9)},
        {drippingBody, ScriptedAnswer(whole).stallAfter(0).drip(drops, 40ms)},
        {"dripping head",
         ScriptedAnswer::raw("HTTP/1.1 200 OK\r\nX-A: ").drip(drops, 40ms).keepOpen()}};
    FaultBench bench;
    for (const auto &[name, answer] : answers) {
        for (const FaultCall &call : faultCalls()) {
            // What drips into a stream is a sign of life.
            if (call.way == Way::Stream && name == drippingBody)
                continue;
            FaultCase row{name, call, {}, Kind::Timeout};
            row.answerWith(answer);
            row.patience = shortPatience;
            if (call.isPaid) {
                row.requests = 1;
                row.maybeDelivered = true;
            }
            send(bench, row);
        }
    }
    checkAll(bench);
}

void TestFaultTable::closedWithoutLength_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("said before") << QByteArray("HTTP/1.1 200 OK\r\nConnection: close\r\n");
    QTest::newRow("not said") << QByteArray("HTTP/1.1 200 OK\r\n");
    QTest::newRow("HTTP/1.0") << QByteArray("HTTP/1.0 200 OK\r\n");
}

/// The end of the connection is the end of such a body, and Qt takes it for a connection that died.
void TestFaultTable::closedWithoutLength()
{
    QFETCH(QByteArray, head);
    FaultBench bench;
    for (const char *name : {"run", "submit", "stream", "status", "upload: initiate", "token"}) {
        const FaultCall call = faultCall(name);
        FaultCase row{QTest::currentDataTag(), call, {}, std::nullopt, 1};
        row.fault = [call, head](ScriptedServer &server) {
            server.on(call.paths.first(),
                      ScriptedAnswer::raw(head + "Content-Type: " + call.contentType + "\r\n\r\n"
                                          + goodAnswer(server, call)));
        };
        for (int i = 0; i < 40; ++i)
            bench.add(row);
    }
    checkAll(bench);
}

/// The same on the connections of one client.
void TestFaultTable::closedWithoutLengthInARow()
{
    const FaultCall call = faultCall("submit");
    ScriptedServer server;
    server.on(call.paths.first(),
              ScriptedAnswer::ok({}, "application/json")
                  .drip({goodAnswer(server, call).left(9), goodAnswer(server, call).mid(9)}, 0ms));
    FalClient client(FaultBench::options(server.url({}), 30s));
    constexpr int count = 200;
    for (int i = 0; i < count; ++i) {
        FalReply *reply = call.start(client);
        QSignalSpy succeeded(reply, &FalReply::succeeded);
        QSignalSpy finished(reply, &FalReply::finished);
        QVERIFY(finished.wait());
        QCOMPARE(succeeded.size(), 1);
    }
    QCOMPARE(server.seen().size(), count);
}

Q_DECLARE_METATYPE(peregrine::test::ScriptedAnswer)

QTEST_GUILESS_MAIN(TestFaultTable)
#include "tst_faulttable.moc"
