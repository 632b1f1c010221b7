#include "core/base/json.h"
#include "core/localserver/webhooks/webhooktargets.h"
#include "tests/unit/localserver/serverfixture.h"
#include "tests/unit/localserver/webhooksink.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <openssl/evp.h>

using namespace peregrine;
using namespace peregrine::localserver;

/// The webhooks of the local server: what is sent, how it is signed, and how often.
class TestLocalWebhooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void successIsSignedAndComplete();
    void failureHasTheModelsBody();
    void largePayloadsAreLeftOut();
    void triedAgainUntilTaken();
    void redirectsAreFinal();
    void deliveriesSurviveARestart();
    void keyStaysAndRotates();
    void onlyThisComputer_data();
    void onlyThisComputer();
    void badAddresses_data();
    void badAddresses();
};

namespace {

LocalServer::Options quick(const QTemporaryDir &folder)
{
    LocalServer::Options options;
    options.dataFolder = folder.path();
    options.webhookRetryMs = 5;
    return options;
}

TestReply submit(ServerFixture &fixture, const QUrl &webhook,
                 const QJsonObject &input = ServerFixture::smallPaint())
{
    return fixture.client().post(
        QStringLiteral("/queue.fal.run/local/paint?fal_webhook=")
            + QString::fromLatin1(QUrl::toPercentEncoding(webhook.toString(QUrl::FullyEncoded))),
        input);
}

QString idOf(const TestReply &submitted)
{
    return submitted.json().value(QStringLiteral("request_id")).toString();
}

QJsonObject bodyOf(const HttpRequest &delivery)
{
    const auto json = parseJson(delivery.body);
    return json ? json->toObject() : QJsonObject();
}

QList<QByteArray> publicKeys(ServerFixture &fixture)
{
    QList<QByteArray> keys;
    const QJsonArray list = fixture.client()
                                .get(QStringLiteral("/rest.fal.ai/.well-known/jwks.json"))
                                .json()
                                .value(QStringLiteral("keys"))
                                .toArray();
    for (const QJsonValue &key : list) {
        const QJsonObject json = key.toObject();
        if (json.value(QStringLiteral("kty")) == QLatin1String("OKP")
            && json.value(QStringLiteral("crv")) == QLatin1String("Ed25519")) {
            keys.append(
                QByteArray::fromBase64(json.value(QStringLiteral("x")).toString().toLatin1(),
                                       QByteArray::Base64UrlEncoding));
        }
    }
    return keys;
}

const unsigned char *bytesOf(const QByteArray &array)
{
    return reinterpret_cast<const unsigned char *>(array.constData());
}

/// fal's recipe, with OpenSSL: the text of four parts, the hex signature, one public key.
bool isSignedBy(const HttpRequest &delivery, const QByteArray &publicKey)
{
    const QByteArray text = delivery.header("x-fal-webhook-request-id") + '\n'
        + delivery.header("x-fal-webhook-user-id") + '\n'
        + delivery.header("x-fal-webhook-timestamp") + '\n'
        + QCryptographicHash::hash(delivery.body, QCryptographicHash::Sha256).toHex();
    const QByteArray signature = QByteArray::fromHex(delivery.header("x-fal-webhook-signature"));
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, bytesOf(publicKey),
                                    static_cast<std::size_t>(publicKey.size())),
        EVP_PKEY_free);
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                          EVP_MD_CTX_free);
    return key && EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1
        && EVP_DigestVerify(context.get(), bytesOf(signature),
                            static_cast<std::size_t>(signature.size()), bytesOf(text),
                            static_cast<std::size_t>(text.size()))
        == 1;
}

} // namespace

void TestLocalWebhooks::successIsSignedAndComplete()
{
    WebhookSink sink;
    const QTemporaryDir folder;
    ServerFixture fixture(quick(folder));
    const TestReply submitted = submit(fixture, sink.url());
    QCOMPARE(submitted.status, 200);
    QVERIFY(!submitted.json().contains(QStringLiteral("warning")));
    QTRY_COMPARE(sink.taken().size(), 1);
    const HttpRequest delivery = sink.taken().first();
    QCOMPARE(delivery.method, QByteArray("POST"));
    QCOMPARE(delivery.target.queryValue(QStringLiteral("secret")), QStringLiteral("a b"));
    QCOMPARE(delivery.header("content-type"), QByteArray("application/json"));
    QVERIFY(!delivery.header("x-fal-webhook-user-id").isEmpty());
    QCOMPARE(delivery.header("x-fal-webhook-request-id"), idOf(submitted).toLatin1());
    const qint64 age = QDateTime::currentSecsSinceEpoch()
        - delivery.header("x-fal-webhook-timestamp").toLongLong();
    QVERIFY(age >= 0 && age < 60);

    const QJsonObject body = bodyOf(delivery);
    QCOMPARE(body.value(QStringLiteral("request_id")).toString(), idOf(submitted));
    QCOMPARE(body.value(QStringLiteral("gateway_request_id")).toString(), idOf(submitted));
    QCOMPARE(body.value(QStringLiteral("status")).toString(), QStringLiteral("OK"));
    QVERIFY(!body.contains(QStringLiteral("error")));
    QCOMPARE(body.value(QStringLiteral("payload")).toObject(),
             fixture.client().get(ServerFixture::requestPath(idOf(submitted))).json());

    const QList<QByteArray> keys = publicKeys(fixture);
    QCOMPARE(keys.size(), 1);
    QVERIFY(isSignedBy(delivery, keys.first()));
    HttpRequest changed = delivery;
    changed.body += ' ';
    QVERIFY(!isSignedBy(changed, keys.first()));
    // It is over.
    QTRY_VERIFY(QDir(folder.filePath(QStringLiteral("webhooks/pending"))).isEmpty());
}

void TestLocalWebhooks::failureHasTheModelsBody()
{
    WebhookSink sink;
    const QTemporaryDir folder;
    ServerFixture fixture(quick(folder));
    const QString id = idOf(submit(fixture, sink.url(), {}));
    QTRY_COMPARE(sink.taken().size(), 1);
    const QJsonObject body = bodyOf(sink.taken().first());
    QCOMPARE(body.value(QStringLiteral("status")).toString(), QStringLiteral("ERROR"));
    QCOMPARE(body.value(QStringLiteral("error")).toString(),
             QStringLiteral("Invalid status code: 422"));
    QCOMPARE(body.value(QStringLiteral("payload")).toObject(),
             fixture.client().get(ServerFixture::requestPath(id)).json());
    QVERIFY(
        body.value(QStringLiteral("payload")).toObject().value(QStringLiteral("detail")).isArray());
    QVERIFY(isSignedBy(sink.taken().first(), publicKeys(fixture).value(0)));
}

void TestLocalWebhooks::largePayloadsAreLeftOut()
{
    WebhookSink sink;
    const QTemporaryDir folder;
    LocalServer::Options options = quick(folder);
    options.webhookPayloadBytes = 100;
    ServerFixture fixture(options);
    (void)submit(fixture, sink.url());
    QTRY_COMPARE(sink.taken().size(), 1);
    const QJsonObject body = bodyOf(sink.taken().first());
    QCOMPARE(body.value(QStringLiteral("status")).toString(), QStringLiteral("OK"));
    QVERIFY(body.value(QStringLiteral("payload")).isNull());
    QVERIFY(!body.value(QStringLiteral("payload_error")).toString().isEmpty());
}

void TestLocalWebhooks::triedAgainUntilTaken()
{
    WebhookSink sink;
    sink.answer({503, 404, 500, 204});
    const QTemporaryDir folder;
    ServerFixture fixture(quick(folder));
    (void)submit(fixture, sink.url());
    QTRY_COMPARE(sink.taken().size(), 4);
    QTRY_VERIFY(QDir(folder.filePath(QStringLiteral("webhooks/pending"))).isEmpty());
    const QList<HttpRequest> taken = sink.taken();
    QCOMPARE(taken.size(), 4);
    for (const HttpRequest &delivery : taken) {
        QCOMPARE(delivery.body, taken.first().body);
        QVERIFY(isSignedBy(delivery, publicKeys(fixture).value(0)));
    }
}

void TestLocalWebhooks::redirectsAreFinal()
{
    WebhookSink sink;
    sink.answer({302});
    const QTemporaryDir folder;
    ServerFixture fixture(quick(folder));
    const QString first = idOf(submit(fixture, sink.url()));
    QTRY_COMPARE(sink.taken().size(), 1);
    QTRY_VERIFY(QDir(folder.filePath(QStringLiteral("webhooks/pending"))).isEmpty());
    // Another request's delivery comes next, not the first one's again.
    const QString second = idOf(submit(fixture, sink.url()));
    QTRY_COMPARE(sink.taken().size(), 2);
    QCOMPARE(sink.taken().last().header("x-fal-webhook-request-id"), second.toLatin1());
}

void TestLocalWebhooks::deliveriesSurviveARestart()
{
    WebhookSink sink;
    sink.answer(QList<int>(100, 503));
    const QTemporaryDir folder;
    LocalServer::Options options = quick(folder);
    options.webhookRetryMs = 200;
    QString done;
    QString waiting;
    QByteArray key;
    {
        ServerFixture fixture(options);
        done = idOf(submit(fixture, sink.url()));
        QTRY_COMPARE(sink.taken().size(), 1);
        key = publicKeys(fixture).value(0);
    }
    {
        // One that is not even run in this life.
        options.minimumRunMs = 60'000;
        ServerFixture fixture(options);
        waiting = idOf(submit(fixture, sink.url()));
    }
    options.minimumRunMs = 0;
    sink.answer({});
    const qsizetype before = sink.taken().size();
    ServerFixture fixture(options);
    QSet<QString> delivered;
    QTRY_VERIFY(([&] {
        delivered.clear();
        for (const HttpRequest &delivery : sink.taken().mid(before))
            delivered.insert(QString::fromLatin1(delivery.header("x-fal-webhook-request-id")));
        return delivered.size() == 2;
    }()));
    QCOMPARE(delivered, (QSet<QString>{done, waiting}));
    // The files in the payload are where the server is now.
    QVERIFY(sink.taken().last().body.contains(fixture.server().baseUrl().toString().toLatin1()
                                              + "/v3.fal.media/"));
    QVERIFY(isSignedBy(sink.taken().last(), key));
}

void TestLocalWebhooks::keyStaysAndRotates()
{
    const QTemporaryDir folder;
    LocalServer::Options options = quick(folder);
    const auto keysOfOneLife = [&options] {
        ServerFixture fixture(options);
        return publicKeys(fixture);
    };
    const QList<QByteArray> first = keysOfOneLife();
    QCOMPARE(first.size(), 1);
    QCOMPARE(keysOfOneLife(), first);
    const QFileInfo file(folder.filePath(QStringLiteral("webhooks/signing.key")));
    QVERIFY(file.exists());
    QCOMPARE(file.permissions()
                 & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
             QFile::Permissions());

    options.rotateWebhookKey = true;
    const QList<QByteArray> second = keysOfOneLife();
    QCOMPARE(second.size(), 2);
    QVERIFY(second.first() != first.first());
    QCOMPARE(second.last(), first.first());
    for (int i = 0; i < 3; ++i)
        (void)keysOfOneLife();
    QCOMPARE(keysOfOneLife().size(), 3);
}

void TestLocalWebhooks::onlyThisComputer_data()
{
    QTest::addColumn<QUrl>("url");
    QTest::addColumn<bool>("called");
    QTest::newRow("127.0.0.1") << QUrl(QStringLiteral("http://127.0.0.1:9/")) << true;
    QTest::newRow("127.1.2.3") << QUrl(QStringLiteral("http://127.1.2.3/")) << true;
    QTest::newRow("::1") << QUrl(QStringLiteral("http://[::1]:9/x")) << true;
    QTest::newRow("localhost") << QUrl(QStringLiteral("https://LOCALHOST/x")) << true;
    QTest::newRow("a site") << QUrl(QStringLiteral("https://example.org/x")) << false;
    QTest::newRow("a neighbour") << QUrl(QStringLiteral("http://192.168.0.1/")) << false;
    QTest::newRow("metadata") << QUrl(QStringLiteral("http://169.254.169.254/")) << false;
    QTest::newRow("looks like it")
        << QUrl(QStringLiteral("http://127.0.0.1.example.org/")) << false;
    QTest::newRow("user info") << QUrl(QStringLiteral("http://127.0.0.1@example.org/")) << false;
    QTest::newRow("any address") << QUrl(QStringLiteral("http://0.0.0.0/")) << false;
}

void TestLocalWebhooks::onlyThisComputer()
{
    QFETCH(QUrl, url);
    QFETCH(bool, called);
    QCOMPARE(WebhookTargets(WebhookTargets::Reach::Loopback).refusal(url).isEmpty(), called);
    QVERIFY(WebhookTargets(WebhookTargets::Reach::Anywhere).refusal(url).isEmpty());
    if (called)
        return;
    // The request runs all the same, and says so in its answer and its log.
    ServerFixture fixture;
    const TestReply submitted = submit(fixture, url);
    QCOMPARE(submitted.status, 200);
    const QString warning = submitted.json().value(QStringLiteral("warning")).toString();
    QVERIFY(!warning.isEmpty());
    const QJsonArray logs =
        fixture.waitForCompletion(idOf(submitted)).value(QStringLiteral("logs")).toArray();
    QCOMPARE(logs.first().toObject().value(QStringLiteral("message")).toString(), warning);
    QCOMPARE(logs.first().toObject().value(QStringLiteral("level")).toString(),
             QStringLiteral("WARN"));
}

void TestLocalWebhooks::badAddresses_data()
{
    QTest::addColumn<QString>("address");
    for (const char *address : {"hook", "/hook", "ftp://127.0.0.1/", "file:///etc/passwd",
                                "javascript:alert(1)", "http://", "http://a b/"})
        QTest::newRow(address) << QString::fromLatin1(address);
    QTest::newRow("long") << QStringLiteral("http://127.0.0.1/") + QString(5'000, u'x');
}

void TestLocalWebhooks::badAddresses()
{
    QFETCH(QString, address);
    ServerFixture fixture;
    QCOMPARE(fixture.client()
                 .post(QStringLiteral("/queue.fal.run/local/paint?fal_webhook=")
                           + QString::fromLatin1(QUrl::toPercentEncoding(address)),
                       ServerFixture::smallPaint())
                 .status,
             400);
}

QTEST_GUILESS_MAIN(TestLocalWebhooks)
#include "tst_localwebhooks.moc"
