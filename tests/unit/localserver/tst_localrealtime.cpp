#include "core/base/json.h"
#include "core/localserver/realtime/msgpackcodec.h"
#include "tests/unit/localserver/serverfixture.h"

#include <QBuffer>
#include <QCborArray>
#include <QCborMap>
#include <QImage>
#include <QJsonArray>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>
#include <QWebSocket>

using namespace peregrine;

namespace {

QByteArray drawing()
{
    QImage image(256, 192, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setPen(QPen(Qt::red, 5));
    painter.drawEllipse(QPoint(128, 96), 50, 50);
    painter.end();
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "JPEG");
    return bytes;
}

QString dataUri()
{
    return QStringLiteral("data:image/jpeg;base64,") + QString::fromLatin1(drawing().toBase64());
}

QCborMap input(const QString &requestId = {})
{
    QCborMap map{{QStringLiteral("image_url"), dataUri()},
                 {QStringLiteral("prompt"), QStringLiteral("an oil painting at sunset")},
                 {QStringLiteral("seed"), 7}};
    if (!requestId.isEmpty())
        map.insert(QStringLiteral("request_id"), requestId);
    return map;
}

/// A realtime connection to a server under test.
class Connection
{
public:
    explicit Connection(const QUrl &base, const QString &query = {}, const QByteArray &key = {})
        : binary(&socket, &QWebSocket::binaryMessageReceived)
        , text(&socket, &QWebSocket::textMessageReceived)
        , ended(&socket, &QWebSocket::disconnected)
    {
        QNetworkRequest request(
            QUrl(QStringLiteral("ws://127.0.0.1:%1/fal.run/local/sketch/realtime%2")
                     .arg(base.port())
                     .arg(query)));
        if (!key.isEmpty())
            request.setRawHeader("Authorization", "Key " + key);
        QSignalSpy connected(&socket, &QWebSocket::connected);
        socket.open(request);
        opened = connected.wait(10'000);
    }

    void send(const QCborValue &value) { socket.sendBinaryMessage(localserver::toMsgpack(value)); }
    [[nodiscard]] QCborMap answer(qsizetype index) const
    {
        return localserver::fromMsgpack(binary.at(index).at(0).toByteArray())->toMap();
    }
    [[nodiscard]] QJsonObject textAnswer(qsizetype index) const
    {
        return parseJson(text.at(index).at(0).toString().toUtf8())->toObject();
    }

    QWebSocket socket;
    QSignalSpy binary;
    QSignalSpy text;
    QSignalSpy ended;
    bool opened = false;
};

QString errorOf(const QJsonObject &message)
{
    return message.value(QStringLiteral("error")).toString();
}

} // namespace

class TestLocalRealtime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersMsgpackWithBytes();
    void takesImageBytes();
    void answersJsonWithADataUri();
    void badMessagesLeaveTheConnection();
    void keepsTheNewestInputs();
    void idleConnectionsAreClosed();
    void needsAKeyOrAToken();
    void tokensAreCheckedOnStreams();
    void wrongTokenRequests();
    void unknownModelsAndOptions();
    void foreignPagesAreRefused();
    void runsOverHttpToo();
    void theDocumentNamesTheProtocol();
};

void TestLocalRealtime::answersMsgpackWithBytes()
{
    ServerFixture fixture;
    Connection connection(fixture.server().baseUrl());
    QVERIFY(connection.opened);
    connection.send(input(QStringLiteral("first")));
    connection.send(input(QStringLiteral("second")));
    QTRY_COMPARE(connection.binary.size(), 2);
    const QCborMap answer = connection.answer(0);
    QCOMPARE(answer[QStringLiteral("request_id")].toString(), QStringLiteral("first"));
    QCOMPARE(answer[QStringLiteral("seed")].toInteger(), 7);
    QVERIFY(answer[QStringLiteral("timings")][QStringLiteral("inference")].toDouble() > 0);
    const QCborMap image = answer[QStringLiteral("images")][0].toMap();
    QCOMPARE(image[QStringLiteral("content_type")].toString(), QStringLiteral("image/jpeg"));
    const QByteArray bytes = image[QStringLiteral("content")].toByteArray();
    QCOMPARE(QImage::fromData(bytes, "JPEG").size(), QSize(256, 192));
    QCOMPARE(image[QStringLiteral("width")].toInteger(), 256);
    // Equal inputs, equal pictures.
    QCOMPARE(
        connection.answer(1)[QStringLiteral("images")][0][QStringLiteral("content")].toByteArray(),
        bytes);
    QCOMPARE(connection.answer(1)[QStringLiteral("request_id")].toString(),
             QStringLiteral("second"));
}

void TestLocalRealtime::takesImageBytes()
{
    ServerFixture fixture;
    Connection connection(fixture.server().baseUrl());
    connection.send(input());
    QCborMap bytes = input();
    bytes.remove(QStringLiteral("image_url"));
    bytes.insert(QStringLiteral("image_bytes"), drawing());
    connection.send(bytes);
    bytes.insert(QStringLiteral("sync_mode"), true);
    connection.send(bytes);
    QTRY_COMPARE(connection.binary.size(), 3);
    const QByteArray content =
        connection.answer(0)[QStringLiteral("images")][0][QStringLiteral("content")].toByteArray();
    QVERIFY(!content.isEmpty());
    QCOMPARE(
        connection.answer(1)[QStringLiteral("images")][0][QStringLiteral("content")].toByteArray(),
        content);
    QCOMPARE(connection.answer(2)[QStringLiteral("images")][0][QStringLiteral("url")].toString(),
             QStringLiteral("data:image/jpeg;base64,") + QString::fromLatin1(content.toBase64()));
}

void TestLocalRealtime::answersJsonWithADataUri()
{
    ServerFixture fixture;
    Connection connection(fixture.server().baseUrl());
    connection.socket.sendTextMessage(
        QString::fromUtf8(toJson(input(QStringLiteral("json")).toJsonObject())));
    QTRY_COMPARE(connection.text.size(), 1);
    const QJsonObject answer = connection.textAnswer(0);
    QCOMPARE(answer.value(QStringLiteral("request_id")).toString(), QStringLiteral("json"));
    QVERIFY(answer[QStringLiteral("images")][0][QStringLiteral("url")].toString().startsWith(
        QStringLiteral("data:image/jpeg;base64,")));
}

void TestLocalRealtime::badMessagesLeaveTheConnection()
{
    ServerFixture fixture;
    Connection connection(fixture.server().baseUrl());
    connection.socket.sendBinaryMessage(QByteArray::fromHex("c1"));
    connection.socket.sendTextMessage(QStringLiteral("{"));
    connection.send(QStringLiteral("a text is no map"));
    connection.send(QCborMap{{QStringLiteral("request_id"), QStringLiteral("empty")}});
    QCborMap wrong = input();
    wrong.insert(QStringLiteral("strength"), 5);
    connection.send(wrong);
    wrong = input();
    wrong.insert(QStringLiteral("image_url"), QStringLiteral("https://example.org/a.png"));
    connection.send(wrong);
    wrong.insert(QStringLiteral("image_url"), QStringLiteral("data:image/png;base64,AAAA"));
    connection.send(wrong);
    QTRY_COMPARE(connection.text.size(), 7);
    for (qsizetype i = 0; i < 7; ++i) {
        const QJsonObject message = connection.textAnswer(i);
        QCOMPARE(message.value(QStringLiteral("type")).toString(), QStringLiteral("x-fal-error"));
        QCOMPARE(errorOf(message), QStringLiteral("INVALID_INPUT"));
        QVERIFY(!message.value(QStringLiteral("reason")).toString().isEmpty());
    }
    QCOMPARE(connection.textAnswer(3).value(QStringLiteral("request_id")).toString(),
             QStringLiteral("empty"));
    connection.send(input());
    QTRY_COMPARE(connection.binary.size(), 1);
    QCOMPARE(connection.ended.size(), 0);
}

void TestLocalRealtime::keepsTheNewestInputs()
{
    LocalServer::Options options;
    options.drawingThreads = 1;
    ServerFixture fixture(options);
    Connection connection(fixture.server().baseUrl(), QStringLiteral("?max_buffering=1"));
    constexpr int sent = 40;
    for (int i = 0; i < sent; ++i)
        connection.send(input(QString::number(i)));
    const auto lastId = [&connection] {
        return connection.binary.isEmpty()
            ? QString()
            : connection.answer(connection.binary.size() - 1)[QStringLiteral("request_id")]
                  .toString();
    };
    // The last one is always answered, the others as far as there was time.
    QTRY_COMPARE(lastId(), QString::number(sent - 1));
    QVERIFY2(connection.binary.size() < sent,
             qPrintable(QString::number(connection.binary.size())));
    int before = -1;
    for (qsizetype i = 0; i < connection.binary.size(); ++i) {
        const int id = connection.answer(i)[QStringLiteral("request_id")].toString().toInt();
        QVERIFY(id > before);
        before = id;
    }
}

void TestLocalRealtime::idleConnectionsAreClosed()
{
    LocalServer::Options options;
    options.realtimeTimeoutMs = 50;
    ServerFixture fixture(options);
    Connection connection(fixture.server().baseUrl());
    QTRY_COMPARE(connection.ended.size(), 1);
    QCOMPARE(connection.text.size(), 1);
    QCOMPARE(errorOf(connection.textAnswer(0)), QStringLiteral("TIMEOUT"));
    QCOMPARE(static_cast<int>(connection.socket.closeCode()), 1000);
}

void TestLocalRealtime::needsAKeyOrAToken()
{
    LocalServer::Options options;
    options.requiredKey = "id:secret";
    ServerFixture fixture(options);
    const QUrl base = fixture.server().baseUrl();
    for (const QString &query : {QString(), QStringLiteral("?fal_jwt_token=wrong")}) {
        Connection refused(base, query);
        QVERIFY(refused.opened);
        QTRY_COMPARE(refused.ended.size(), 1);
        QCOMPARE(refused.text.size(), 1);
        QCOMPARE(refused.text.at(0).at(0).toString(),
                 QStringLiteral("{\"status\":\"error\",\"error\":\"Unauthorized\"}"));
        QCOMPARE(static_cast<int>(refused.socket.closeCode()), 1008);
    }
    Connection keyed(base, {}, "id:secret");
    keyed.send(input());
    QTRY_COMPARE(keyed.binary.size(), 1);

    const QString tokens = QStringLiteral("/rest.fal.ai/tokens/");
    const QJsonObject wanted{{QStringLiteral("allowed_apps"), QJsonArray{QStringLiteral("sketch")}},
                             {QStringLiteral("token_expiration"), 120}};
    QCOMPARE(fixture.client().post(tokens, wanted).status, 401);
    fixture.client().setKey("id:secret");
    const TestReply reply = fixture.client().post(tokens, wanted);
    QCOMPARE(reply.status, 200);
    const QString token = parseJson(reply.body)->toString();
    QVERIFY(token.size() >= 40);
    Connection opened(base, QStringLiteral("?fal_jwt_token=") + token);
    opened.send(input());
    QTRY_COMPARE(opened.binary.size(), 1);

    // Another application's token does not open this one.
    const QString other =
        fixture.client()
            .post(QStringLiteral("/rest.fal.ai/tokens/realtime"),
                  {{QStringLiteral("allowed_apps"), QJsonArray{QStringLiteral("local/paint")}},
                   {QStringLiteral("duration"), 60}})
            .json()
            .value(QStringLiteral("token"))
            .toString();
    QVERIFY(!other.isEmpty());
    Connection foreign(base, QStringLiteral("?fal_jwt_token=") + other);
    QTRY_COMPARE(foreign.ended.size(), 1);
}

void TestLocalRealtime::tokensAreCheckedOnStreams()
{
    LocalServer::Options options;
    options.requiredKey = "id:secret";
    ServerFixture fixture(options);
    fixture.client().setKey("id:secret");
    const QString token = parseJson(fixture.client()
                                        .post(QStringLiteral("/rest.fal.ai/tokens/"),
                                              {{QStringLiteral("allowed_apps"),
                                                QJsonArray{QStringLiteral("local/paint/stream")}}})
                                        .body)
                              ->toString();
    fixture.client().setKey({});
    const QString path = QStringLiteral("/fal.run/local/paint/stream?fal_jwt_token=");
    QCOMPARE(fixture.client().post(path + token, ServerFixture::smallPaint()).status, 200);
    QCOMPARE(fixture.client().post(path + QStringLiteral("x"), ServerFixture::smallPaint()).status,
             401);
    QCOMPARE(fixture.client()
                 .post(QStringLiteral("/fal.run/local/paint?fal_jwt_token=") + token,
                       ServerFixture::smallPaint())
                 .status,
             401);
}

void TestLocalRealtime::wrongTokenRequests()
{
    ServerFixture fixture;
    const QString path = QStringLiteral("/rest.fal.ai/tokens/");
    QCOMPARE(fixture.client().post(path, {}).status, 422);
    QCOMPARE(fixture.client()
                 .post(path,
                       {{QStringLiteral("allowed_apps"), QJsonArray{QStringLiteral("sketch")}},
                        {QStringLiteral("token_expiration"), -1}})
                 .status,
             422);
    QCOMPARE(fixture.client().get(path).status, 405);
    QCOMPARE(fixture.client().post(path + QStringLiteral("other"), {}).status, 404);
}

void TestLocalRealtime::unknownModelsAndOptions()
{
    ServerFixture fixture;
    const QByteArray upgrade = "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                               "Sec-WebSocket-Version: 13\r\n"
                               "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    const auto status = [&](const QByteArray &path) {
        return fixture.client()
            .raw("GET " + path + " HTTP/1.1\r\nHost: " + fixture.client().host() + "\r\n" + upgrade
                     + "\r\n",
                 300)
            .mid(9, 3);
    };
    QCOMPARE(status("/fal.run/local/speak/realtime"), QByteArray("404"));
    QCOMPARE(status("/fal.run/local/sketch/other"), QByteArray("404"));
    QCOMPARE(status("/fal.run/local/sketch/realtime?max_buffering=0"), QByteArray("400"));
    QCOMPARE(status("/fal.run/local/sketch/realtime?max_buffering=61"), QByteArray("400"));
    QCOMPARE(status("/fal.run/local/sketch/realtime?max_buffering=60"), QByteArray("101"));
}

void TestLocalRealtime::foreignPagesAreRefused()
{
    ServerFixture fixture;
    const auto status = [&fixture](const QByteArray &headers) {
        return fixture.client()
            .raw("GET /fal.run/local/sketch/realtime HTTP/1.1\r\n" + headers
                     + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
                 300)
            .mid(9, 3);
    };
    const QByteArray host = "Host: " + fixture.client().host() + "\r\n";
    QCOMPARE(status(host), QByteArray("101"));
    QCOMPARE(status(host + "Origin: https://evil.example\r\n"), QByteArray("403"));
    QCOMPARE(status("Host: evil.example\r\n"), QByteArray("403"));
}

void TestLocalRealtime::runsOverHttpToo()
{
    ServerFixture fixture;
    QJsonObject body = input().toJsonObject();
    const TestReply reply = fixture.client().post(QStringLiteral("/fal.run/local/sketch"), body);
    QCOMPARE(reply.status, 200);
    const QString url = reply.json()[QStringLiteral("images")][0][QStringLiteral("url")].toString();
    QCOMPARE(QImage::fromData(fixture.client().fetch(url).body).size(), QSize(256, 192));
    QCOMPARE(reply.json().value(QStringLiteral("seed")).toInt(), 7);
    body.insert(QStringLiteral("sync_mode"), true);
    QVERIFY(fixture.client()
                .post(QStringLiteral("/fal.run/local/sketch"), body)
                .json()[QStringLiteral("images")][0][QStringLiteral("url")]
                .toString()
                .startsWith(QStringLiteral("data:image/jpeg")));
    body.remove(QStringLiteral("image_url"));
    QCOMPARE(fixture.client().post(QStringLiteral("/fal.run/local/sketch"), body).status, 422);
    QVERIFY(!fixture.submit(input().toJsonObject(), QStringLiteral("local/sketch")).isEmpty());
}

void TestLocalRealtime::theDocumentNamesTheProtocol()
{
    ServerFixture fixture;
    const QJsonObject document =
        fixture.client()
            .get(QStringLiteral("/fal.ai/api/openapi/queue/openapi.json?endpoint_id=local/sketch"))
            .json();
    const QJsonObject path =
        document[QStringLiteral("paths")][QStringLiteral("/local/sketch/realtime")].toObject();
    const QJsonObject protocol = path.value(QStringLiteral("x-fal-protocol")).toObject();
    QCOMPARE(protocol.value(QStringLiteral("type")).toString(), QStringLiteral("realtime"));
    QCOMPARE(protocol[QStringLiteral("config")][QStringLiteral("buffering")].toInt(), 60);
    QVERIFY(document[QStringLiteral("components")][QStringLiteral("schemas")].toObject().contains(
        QStringLiteral("SketchRealtimeInput")));
    QVERIFY(path[QStringLiteral("servers")][0][QStringLiteral("url")].toString().startsWith(
        QStringLiteral("ws://127.0.0.1:")));
}

QTEST_GUILESS_MAIN(TestLocalRealtime)
#include "tst_localrealtime.moc"
