#include "core/jobs/requestreference.h"

#include <QTest>

using namespace peregrine;

class TestRequestReference : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
};

void TestRequestReference::reads_data()
{
    const QString id = QStringLiteral("019f1c2a-7c4e-7aa0-9c53-0f6f3a0e2b11");
    const QString here = QStringLiteral("local/paint");
    const QString app = QStringLiteral("fal-ai/flux");
    const QString url = QStringLiteral("https://queue.fal.run/fal-ai/flux/requests/");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("given");
    QTest::addColumn<QString>("endpoint");
    QTest::newRow("id") << id << here << here;
    QTest::newRow("id with white space") << QStringLiteral(" \n") + id + u'\t' << here << here;
    QTest::newRow("both") << QStringLiteral("fal-ai/flux/dev ") + id << here
                          << QStringLiteral("fal-ai/flux/dev");
    QTest::newRow("the other way round")
        << id + QStringLiteral("  fal-ai/flux/dev") << here << QStringLiteral("fal-ai/flux/dev");
    QTest::newRow("result") << url + id << here << app;
    QTest::newRow("status") << url + id + QStringLiteral("/status?logs=1") << here << app;
    QTest::newRow("of the endpoint at hand")
        << url + id << QStringLiteral("fal-ai/flux/dev") << QStringLiteral("fal-ai/flux/dev");
    QTest::newRow("path alone") << QStringLiteral("fal-ai/flux/requests/") + id << here << app;
    QTest::newRow("behind a base address")
        << QStringLiteral("http://127.0.0.1:8080/queue.fal.run/local/paint/requests/") + id + u'/'
        << app + QStringLiteral("/dev") << here;
    QTest::newRow("page of the model")
        << QStringLiteral("https://fal.ai/models/fal-ai/flux/dev/requests/") + id << here
        << QStringLiteral("fal-ai/flux/dev");
    QTest::newRow("dashboard") << QStringLiteral("https://fal.ai/dashboard/requests/") + id << here
                               << here;
    QTest::newRow("answer to a submit")
        << QStringLiteral("{\"status\":\"IN_QUEUE\",\"request_id\":\"%1\","
                          "\"response_url\":\"%2%1\"}")
               .arg(id, url)
        << here << app;
    QTest::newRow("receipt")
        << QStringLiteral("{\"endpoint\":\"a/b/c\",\"request_id\":\"%1\"}").arg(id) << here
        << QStringLiteral("a/b/c");
}

void TestRequestReference::reads()
{
    QFETCH(QString, text);
    QFETCH(QString, given);
    QFETCH(QString, endpoint);
    const auto read = readRequestReference(text, *EndpointId::parse(given));
    QVERIFY2(read.hasValue(), read ? "" : qPrintable(read.error().message));
    QCOMPARE(read->endpoint.toString(), endpoint);
    QCOMPARE(read->request.toString(), QStringLiteral("019f1c2a-7c4e-7aa0-9c53-0f6f3a0e2b11"));
}

void TestRequestReference::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << QString();
    QTest::newRow("id without a model") << QStringLiteral("019f1c2a-7c4e-7aa0");
    QTest::newRow("no id") << QStringLiteral("https://queue.fal.run/fal-ai/flux");
    QTest::newRow("an address whose id was lost")
        << QStringLiteral("https://queue.fal.run/fal-ai/flux/requests//status");
    QTest::newRow("an address without its id")
        << QStringLiteral("https://queue.fal.run/fal-ai/flux/requests/status");
    QTest::newRow("id that leads elsewhere")
        << QStringLiteral("https://queue.fal.run/fal-ai/flux/requests/..%2f..");
    QTest::newRow("endpoint that leads elsewhere") << QStringLiteral("a/../b 019f1c2a-7c4e");
    QTest::newRow("a sentence") << QStringLiteral("please fetch my picture");
    QTest::newRow("broken JSON") << QStringLiteral("{\"request_id\":");
    QTest::newRow("other JSON") << QStringLiteral("{\"id\":1}");
    QTest::newRow("deep JSON") << QStringLiteral("{\"a\":").repeated(100'000);
}

void TestRequestReference::refuses()
{
    QFETCH(QString, text);
    const auto read = readRequestReference(text, {});
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Validation);
    QVERIFY(!read.error().message.isEmpty());
}

QTEST_APPLESS_MAIN(TestRequestReference)
#include "tst_requestreference.moc"
