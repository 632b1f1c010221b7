#include "core/webhook/webhookverifier.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace peregrine;
using Reason = WebhookRefusal::Reason;

namespace {

QJsonObject vectors()
{
    QFile file(QStringLiteral(PEREGRINE_TEST_DATA "/captures/webhook-vectors.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the webhook vectors are not there");
    return QJsonDocument::fromJson(file.readAll()).object();
}

WebhookKeys keysOf(const QJsonObject &vectors)
{
    auto keys =
        WebhookKeys::parse(QJsonDocument(vectors.value(QLatin1String("jwks")).toObject()).toJson());
    if (!keys)
        qFatal("%s", qPrintable(keys.error().message));
    return *keys;
}

WebhookMessage messageOf(const QJsonObject &vector)
{
    WebhookMessage message;
    const QJsonObject headers = vector.value(QLatin1String("headers")).toObject();
    for (auto it = headers.begin(); it != headers.end(); ++it)
        message.headers.append({it.key().toLatin1(), it.value().toString().toUtf8()});
    message.body =
        QByteArray::fromBase64(vector.value(QLatin1String("body_base64")).toString().toLatin1());
    return message;
}

QDateTime timeOf(const QJsonObject &vector)
{
    return QDateTime::fromSecsSinceEpoch(
        vector.value(QLatin1String("receiver_unix_time")).toInteger(), Qt::UTC);
}

/// The vectors' words for our reasons.
QString expectedWord(Reason reason)
{
    switch (reason) {
    case Reason::MissingHeader:
    case Reason::RepeatedHeader:
        return QStringLiteral("invalid: header");
    case Reason::MalformedTimestamp:
    case Reason::OutsideTimeWindow:
        return QStringLiteral("invalid: timestamp");
    default:
        return QStringLiteral("invalid: signature");
    }
}

} // namespace

class TestWebhookVerifier : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void vectors_data();
    void vectors();
    void headers_data();
    void headers();
    void headersInAnyCaseAndOrder();
    void noKeys();
    void keySets_data();
    void keySets();
    void keySetIsBounded();

private:
    QJsonObject m_vectors;
    WebhookKeys m_keys;
    WebhookMessage m_good;
    QDateTime m_now;
};

void TestWebhookVerifier::initTestCase()
{
    m_vectors = ::vectors();
    m_keys = keysOf(m_vectors);
    const QJsonObject first =
        m_vectors.value(QLatin1String("vectors")).toArray().first().toObject();
    m_good = messageOf(first);
    m_now = timeOf(first);
}

void TestWebhookVerifier::vectors_data()
{
    QTest::addColumn<QJsonObject>("vector");
    const QJsonArray all = m_vectors.value(QLatin1String("vectors")).toArray();
    QCOMPARE(all.size(), 19);
    for (const QJsonValue &vector : all) {
        const QJsonObject object = vector.toObject();
        QTest::newRow(qPrintable(object.value(QLatin1String("name")).toString())) << object;
    }
}

void TestWebhookVerifier::vectors()
{
    QFETCH(QJsonObject, vector);
    const WebhookMessage message = messageOf(vector);
    const auto verified = WebhookVerifier().verify(message, m_keys, timeOf(vector));
    const QString expected = vector.value(QLatin1String("expected")).toString();
    const QString found =
        verified ? QStringLiteral("valid") : expectedWord(verified.error().reason);
    QCOMPARE(found, expected);
    if (verified) {
        QCOMPARE(WebhookVerifier::sha256(message.body).toHex(),
                 vector.value(QLatin1String("body_sha256_hex")).toString().toLatin1());
        QCOMPARE(verified->signedText(WebhookVerifier::sha256(message.body)),
                 vector.value(QLatin1String("signed_message")).toString().toUtf8());
    } else {
        QVERIFY(!verified.error().message.isEmpty());
        QVERIFY(verified.error().httpStatus() >= 400);
    }
}

void TestWebhookVerifier::headers_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isAdded");
    QTest::addColumn<Reason>("reason");

    const QByteArray timestamp = WebhookSignature::timestampHeader;
    const QByteArray signature = WebhookSignature::signatureHeader;
    for (const char *name :
         {WebhookSignature::requestIdHeader, WebhookSignature::userIdHeader,
          WebhookSignature::timestampHeader, WebhookSignature::signatureHeader}) {
        const QByteArray text = name;
        QTest::newRow((text + " empty").constData())
            << text << QByteArray() << false << Reason::MissingHeader;
        QTest::newRow((text + " twice").constData())
            << text << QByteArray("1767322800") << true << Reason::RepeatedHeader;
        QTest::newRow((text + " twice, other case").constData())
            << text.toLower() << QByteArray("1767322800") << true << Reason::RepeatedHeader;
        QTest::newRow((text + " huge").constData())
            << text << QByteArray(100'000, '1') << false << Reason::MissingHeader;
    }
    for (const char *value : {"-1767322800", "+1767322800", "1767322800.0", "0x6955A5B0", "1e9",
                              "176732280000000000000000", "1767 322800", "\xd9\xa1"}) {
        QTest::newRow((QByteArray("timestamp ") + value).constData())
            << timestamp << QByteArray(value) << false << Reason::MalformedTimestamp;
    }
    QTest::newRow("timestamp 0") << timestamp << QByteArray("0") << false
                                 << Reason::OutsideTimeWindow;
    QTest::newRow("timestamp at its largest")
        << timestamp << QByteArray("99999999999") << false << Reason::OutsideTimeWindow;
    QTest::newRow("signature with 0x")
        << signature << "0x" + QByteArray(126, 'a') << false << Reason::MalformedSignature;
    QTest::newRow("signature with a gap")
        << signature << QByteArray(64, 'a') + ' ' + QByteArray(63, 'a') << false
        << Reason::MalformedSignature;
    QTest::newRow("signature too long")
        << signature << QByteArray(130, 'a') << false << Reason::MalformedSignature;
    QTest::newRow("signature of zeros")
        << signature << QByteArray(128, '0') << false << Reason::WrongSignature;
    QTest::newRow("signature of ones")
        << signature << QByteArray(128, 'f') << false << Reason::WrongSignature;
}

void TestWebhookVerifier::headers()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, isAdded);
    QFETCH(Reason, reason);
    WebhookMessage message = m_good;
    if (!isAdded)
        message.headers.removeIf([&](const WebhookHeader &header) { return header.name == name; });
    message.headers.append({name, value});
    const auto verified = WebhookVerifier().verify(message, m_keys, m_now);
    QVERIFY(!verified);
    QCOMPARE(webhookReasonName(verified.error().reason), webhookReasonName(reason));
    QVERIFY(verified.error().message.size() < 300);
}

void TestWebhookVerifier::headersInAnyCaseAndOrder()
{
    WebhookMessage message;
    for (auto it = m_good.headers.crbegin(); it != m_good.headers.crend(); ++it)
        message.headers.append({it->name.toLower(), "  " + it->value + '\t'});
    message.headers.append(WebhookHeader{"content-type", "application/json"});
    message.body = m_good.body;
    QVERIFY(WebhookVerifier().verify(message, m_keys, m_now));
}

void TestWebhookVerifier::noKeys()
{
    const auto verified = WebhookVerifier().verify(m_good, WebhookKeys(), m_now);
    QVERIFY(!verified);
    QCOMPARE(verified.error().reason, Reason::WrongSignature);
}

void TestWebhookVerifier::keySets_data()
{
    QTest::addColumn<QByteArray>("jwks");
    QTest::addColumn<int>("keys");
    const QByteArray x = "RwQUjBQJJRcw94c6Goo_4W61U2r38rawfQwiEm2FazE";
    const auto key = [](const QByteArray &members) {
        return QByteArray("{\"keys\":[{" + members + "}]}");
    };
    QTest::newRow("plain") << key("\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "\"") << 1;
    QTest::newRow("padded") << key("\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + x + "=\"") << 1;
    QTest::newRow("bare x") << key("\"x\":\"" + x + "\"") << 1;
    QTest::newRow("same key twice")
        << QByteArray("{\"keys\":[{\"x\":\"" + x + "\"},{\"x\":\"" + x + "\"}]}") << 1;
    QTest::newRow("a good one among others")
        << QByteArray("{\"keys\":[null,7,{\"kty\":\"RSA\",\"n\":\"AQAB\"},{\"x\":\"" + x + "\"}]}")
        << 1;
    QTest::newRow("another curve")
        << key("\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"" + x + "\"") << 0;
    QTest::newRow("for encryption") << key("\"use\":\"enc\",\"x\":\"" + x + "\"") << 0;
    QTest::newRow("too short") << key("\"x\":\"AAAA\"") << 0;
    QTest::newRow("not base64url") << key("\"x\":\"" + x.left(42) + "!\"") << 0;
    QTest::newRow("x is a number") << key("\"x\":5") << 0;
    QTest::newRow("no keys") << QByteArray("{\"keys\":[]}") << 0;
    QTest::newRow("keys is a text") << QByteArray("{\"keys\":\"a\"}") << 0;
    QTest::newRow("an array") << QByteArray("[]") << 0;
    QTest::newRow("HTML") << QByteArray("<html>") << 0;
    QTest::newRow("nothing") << QByteArray() << 0;
    QTest::newRow("too large") << key("\"x\":\"" + x + "\"")
            + QByteArray(WebhookKeys::maxBytes, ' ')
                               << 0;
}

void TestWebhookVerifier::keySets()
{
    QFETCH(QByteArray, jwks);
    QFETCH(int, keys);
    const auto parsed = WebhookKeys::parse(jwks);
    QCOMPARE(parsed.hasValue(), keys > 0);
    if (parsed)
        QCOMPARE(parsed->ed25519().size(), keys);
    else
        QCOMPARE(parsed.error().kind, Error::Kind::Malformed);
}

void TestWebhookVerifier::keySetIsBounded()
{
    QJsonArray keys;
    for (char i = 0; i < 100; ++i) {
        const QByteArray bytes(WebhookKeys::keyBytes, i);
        keys.append(
            QJsonObject{{QStringLiteral("x"),
                         QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding))}});
    }
    const auto parsed =
        WebhookKeys::parse(QJsonDocument(QJsonObject{{QStringLiteral("keys"), keys}}).toJson());
    QVERIFY(parsed);
    QCOMPARE(parsed->ed25519().size(), WebhookKeys::maxKeys);
}

QTEST_APPLESS_MAIN(TestWebhookVerifier)
#include "tst_webhookverifier.moc"
