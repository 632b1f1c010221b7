#include "core/webhook/savedwebhook.h"

#include <QTest>

using namespace peregrine;

class TestSavedWebhook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackAsItWas_data();
    void comesBackAsItWas();
    void comesBackWithoutHeaders();
    void leavesCredentialsOut();
    void readsOthersFiles();
    void rubbish_data();
    void rubbish();
};

void TestSavedWebhook::comesBackAsItWas_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("JSON") << QByteArray("{\"status\":\"OK\"}");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("empty lines") << QByteArray("\r\n\r\n\n\nA: b\r\n\r\n");
    QTest::newRow("bytes") << QByteArray("\x00\xff\r\x01", 4);
}

void TestSavedWebhook::comesBackAsItWas()
{
    QFETCH(QByteArray, body);
    SavedWebhook saved;
    saved.message.headers = {WebhookHeader{"X-Fal-Webhook-Request-Id", "r1"},
                             WebhookHeader{"a", ""}, WebhookHeader{"A", "b: c"}};
    saved.message.body = body;
    saved.receivedAt = QDateTime::fromSecsSinceEpoch(1'767'322'800, Qt::UTC);
    const auto read = SavedWebhook::parse(saved.toBytes());
    QVERIFY(read);
    QCOMPARE(read->message, saved.message);
    QCOMPARE(read->receivedAt, saved.receivedAt);
}

void TestSavedWebhook::comesBackWithoutHeaders()
{
    SavedWebhook saved;
    saved.message.body = "{}\r\n\r\nA: b";
    const auto read = SavedWebhook::parse(saved.toBytes());
    QVERIFY(read);
    QCOMPARE(read->message, saved.message);
}

void TestSavedWebhook::leavesCredentialsOut()
{
    SavedWebhook saved;
    saved.message.headers = {WebhookHeader{"Authorization", "Basic c2VjcmV0"},
                             WebhookHeader{"COOKIE", "s=secret"}, WebhookHeader{"Accept", "*/*"},
                             WebhookHeader{"x-peregrine-received", "12"}};
    const QByteArray bytes = saved.toBytes();
    QCOMPARE(bytes, QByteArray("Accept: */*\r\n\r\n"));
}

void TestSavedWebhook::readsOthersFiles()
{
    const auto dump = SavedWebhook::parse("POST /hook HTTP/1.1\nHost: example.org\nA:b\n\n{}\n");
    QVERIFY(dump);
    QCOMPARE(dump->message.headers.size(), 2);
    QCOMPARE(dump->message.body, QByteArray("{}\n"));
    QVERIFY(!dump->receivedAt);

    const auto apart = SavedWebhook::parse("A: b\r\nC: d\r\n", "body");
    QVERIFY(apart);
    QCOMPARE(apart->message.headers.last(), (WebhookHeader{"C", "d"}));
    QCOMPARE(apart->message.body, QByteArray("body"));
}

void TestSavedWebhook::rubbish_data()
{
    QTest::addColumn<QByteArray>("file");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("only a body") << QByteArray("{\"status\":\"OK\"}");
    QTest::newRow("no colon") << QByteArray("A: b\nC\n\n{}");
    QTest::newRow("no name") << QByteArray(": b\n\n{}");
    QTest::newRow("received in words") << QByteArray("X-Peregrine-Received: today\n\n{}");
    QTest::newRow("received before time began") << QByteArray("X-Peregrine-Received: -1\n\n{}");
    QTest::newRow("received far away")
        << QByteArray("X-Peregrine-Received: 9223372036854775807\n\n{}");
    QTest::newRow("endless head") << "A: " + QByteArray(SavedWebhook::maxHeadBytes, 'b') + "\n\n{}";
}

void TestSavedWebhook::rubbish()
{
    QFETCH(QByteArray, file);
    const auto read = SavedWebhook::parse(file);
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Validation);
    QVERIFY(!read.error().message.isEmpty());
}

QTEST_APPLESS_MAIN(TestSavedWebhook)
#include "tst_savedwebhook.moc"
