#include "tests/faults/faultbench.h"

#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

namespace {

using Way = FaultCall::Way;
using Kind = Error::Kind;

struct Shape
{
    const char *name;
    QByteArray body;
    QByteArray contentType = "application/json";
    QByteArray encoding{};
};

/// Some of them repeat the key, which no error may.
QList<Shape> shapes()
{
    const QByteArray key("key-id-5f2c91ab:key-secret-91ab77d0");
    return {
        {"detail list",
         "{\"detail\":[{\"loc\":[\"body\",\"prompt\"],\"msg\":\"m " + key + "\",\"type\":\"t\"}]}"},
        {"detail text", "{\"detail\":\"no good: " + key + "\"}"},
        {"detail object", "{\"detail\":{\"msg\":\"m\",\"error_type\":\"e\"}}"},
        {"message", "{\"message\":\"m\"}"},
        {"error object", "{\"error\":{\"type\":\"e\",\"message\":\"m\",\"docs_url\":\"u\"}}"},
        {"error text", "{\"error\":\"m\",\"error_type\":\"e\"}"},
        {"status", "{\"status\":\"error\"}"},
        {"HTML", "<!DOCTYPE html><p>" + key, "text/html"},
        {"plain text", "upstream trouble " + key, "text/plain"},
        {"empty", ""},
        {"truncated JSON", "{\"detail\":\"no"},
        {"wrong content type", "{\"detail\":\"no\"}", "image/png"},
        {"gzip that is none", "{\"detail\":\"no\"}", "application/json", "gzip"}};
}

/// What each status has to become.
Kind kindOf(int status)
{
    switch (status) {
    case 301:
    case 302:
    case 303:
    case 304:
    case 307:
    case 308:
        return Kind::Malformed;
    case 401:
        return Kind::Unauthorized;
    case 402:
        return Kind::Locked;
    case 403:
        return Kind::Forbidden;
    case 404:
    case 410:
        return Kind::NotFound;
    case 408:
    case 504:
        return Kind::Timeout;
    case 422:
        return Kind::Validation;
    case 429:
        return Kind::RateLimited;
    case 499:
        return Kind::Canceled;
    default:
        return Kind::Server;
    }
}

const QList<int> statuses{301, 302, 303, 304, 307, 308, 400, 401, 402, 403, 404, 405, 408, 409,
                          410, 413, 418, 422, 425, 429, 499, 500, 501, 502, 503, 504, 520, 599};

std::optional<Kind> expected(const FaultCall &call, int status)
{
    if (call.hasOtherWay || (call.name == "cancel" && status == 400))
        return std::nullopt;
    // No key goes to an upload address: what is refused there is not the key.
    if (call.way == Way::Upload && status == 401)
        return Kind::Forbidden;
    return kindOf(status);
}

/// How often a request that runs a model is sent.
int timesSent(const FaultCall &call, int status, bool hasRequestId)
{
    return call.way == Way::Exchange && (status == 429 || status == 503) && !hasRequestId
        ? call.attempts
        : 1;
}

/// The queue, or what stands before it, may have given the request on.
bool mayBeDelivered(const FaultCall &call, int status, bool hasRequestId)
{
    return call.way == Way::Exchange
        && (status == 408 || status == 502 || status == 504 || (status == 503 && hasRequestId));
}

FaultCase rowFor(const FaultCall &call, int status, const Shape &shape, bool hasRequestId)
{
    FaultCase row{QByteArray::number(status) + ' ' + shape.name, call, {}, expected(call, status)};
    ScriptedAnswer answer = ScriptedAnswer::status(status, shape.body);
    answer.header("Content-Type", shape.contentType);
    if (!shape.encoding.isEmpty())
        answer.header("Content-Encoding", shape.encoding);
    if (hasRequestId)
        answer.header("x-fal-request-id", "r1");
    row.answerWith(answer);
    if (call.isPaid) {
        row.requests = timesSent(call, status, hasRequestId);
        row.maybeDelivered = mayBeDelivered(call, status, hasRequestId);
    }
    return row;
}

void checkAll(FaultBench &bench)
{
    const QStringList broken = bench.run();
    QVERIFY2(broken.isEmpty(), qPrintable(u'\n' + broken.join(u'\n')));
}

} // namespace

/// Every call with every status, and every status with every body, over each of the three ways that
/// requests go.
class TestStatusTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCall_data();
    void everyCall();
    void everyBody_data();
    void everyBody();
};

void TestStatusTable::everyCall_data()
{
    QTest::addColumn<bool>("hasRequestId");
    QTest::newRow("without a request id") << false;
    QTest::newRow("with a request id") << true;
}

void TestStatusTable::everyCall()
{
    QFETCH(bool, hasRequestId);
    FaultBench bench;
    const Shape shape = shapes().at(1);
    for (const FaultCall &call : faultCalls()) {
        if (hasRequestId && !call.isPaid)
            continue;
        for (const int status : statuses)
            bench.add(rowFor(call, status, shape, hasRequestId));
    }
    checkAll(bench);
}

void TestStatusTable::everyBody_data()
{
    QTest::addColumn<QByteArray>("call");
    for (const char *name : {"submit", "result", "stream", "upload: PUT"})
        QTest::newRow(name) << QByteArray(name);
}

void TestStatusTable::everyBody()
{
    QFETCH(QByteArray, call);
    FaultBench bench;
    for (const Shape &shape : shapes()) {
        for (const int status : statuses)
            bench.add(rowFor(faultCall(call), status, shape, false));
    }
    checkAll(bench);
}

QTEST_GUILESS_MAIN(TestStatusTable)
#include "tst_statustable.moc"
