#include "core/base/json.h"
#include "tests/unit/localserver/serverfixture.h"

#include <QBuffer>
#include <QImage>
#include <QJsonArray>
#include <QTcpSocket>
#include <QTest>

#include <algorithm>

using namespace peregrine;

namespace {

/// Reads one answer of events from a connection of its own.
class EventReader
{
public:
    explicit EventReader(quint16 port)
    {
        m_host = "127.0.0.1:" + QByteArray::number(port);
        m_socket.connectToHost(QStringLiteral("127.0.0.1"), port);
    }

    void get(const QString &path)
    {
        m_socket.write("GET " + path.toUtf8() + " HTTP/1.1\r\nHost: " + m_host
                       + "\r\nConnection: close\r\n\r\n");
    }
    void post(const QString &path, const QJsonObject &body)
    {
        const QByteArray json = toJson(body);
        m_socket.write("POST " + path.toUtf8() + " HTTP/1.1\r\nHost: " + m_host
                       + "\r\nContent-Type: application/json\r\nConnection: close\r\n"
                         "Content-Length: "
                       + QByteArray::number(json.size()) + "\r\n\r\n" + json);
    }
    void abort() { m_socket.abort(); }

    bool waitForEnd()
    {
        return QTest::qWaitFor(
            [this] {
                m_raw += m_socket.readAll();
                return m_socket.state() == QAbstractSocket::UnconnectedState;
            },
            60'000);
    }

    [[nodiscard]] QByteArray head() const { return m_raw.left(m_raw.indexOf("\r\n\r\n")); }
    [[nodiscard]] int status() const { return m_raw.mid(9, 3).toInt(); }

    /// The body, put together from its chunks. Empty when the last is missing.
    [[nodiscard]] QByteArray body() const
    {
        QByteArray rest = m_raw.mid(m_raw.indexOf("\r\n\r\n") + 4);
        if (!head().toLower().contains("transfer-encoding: chunked"))
            return rest;
        QByteArray body;
        while (true) {
            const qsizetype line = rest.indexOf("\r\n");
            bool ok = false;
            const qsizetype size = rest.left(line).toLongLong(&ok, 16);
            if (line < 0 || !ok)
                return {};
            if (size == 0)
                return body;
            body += rest.mid(line + 2, size);
            rest.remove(0, line + 2 + size + 2);
        }
    }

    QList<QJsonObject> events()
    {
        m_raw += m_socket.readAll();
        QList<QJsonObject> events;
        const QList<QByteArray> blocks = body().replace("\n\n", "\x01").split('\x01');
        for (const QByteArray &block : blocks) {
            if (block.startsWith("data: "))
                events.append(parseJson(block.mid(6))->toObject());
        }
        return events;
    }

    [[nodiscard]] qsizetype rawCount(const QByteArray &text)
    {
        m_raw += m_socket.readAll();
        return m_raw.count(text);
    }

private:
    QTcpSocket m_socket;
    QByteArray m_host;
    QByteArray m_raw;
};

QString smallPicture()
{
    QImage image(64, 64, QImage::Format_RGB32);
    image.fill(QColor(200, 80, 40));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return QStringLiteral("data:image/png;base64,") + QString::fromLatin1(bytes.toBase64());
}

QString nameOf(const QJsonObject &event)
{
    return event.value(QStringLiteral("status")).toString();
}

} // namespace

class TestLocalStreams : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void statusEventsGoFromTheQueueToTheEnd();
    void statusEventsWithoutLogs();
    void statusOfAFinishedRequestIsOneEvent();
    void statusOfAFailedRequestHasTheError();
    void statusStreamSendsComments();
    void statusStreamOfAnUnknownRequestIs404();
    void paintShowsPicturesOnTheWay();
    void describeGrows();
    void errorsBeforeTheFirstEventAreAnswers();
    void unknownStreamsAre404();
    void aClientThatGoesAwayStopsTheWork();
    void documentsAndCatalogueNameTheStream();
};

void TestLocalStreams::statusEventsGoFromTheQueueToTheEnd()
{
    LocalServer::Options options;
    options.concurrency = 1;
    options.minimumRunMs = 300;
    ServerFixture fixture(options);
    const QString first = fixture.submit();
    const QString second = fixture.submit();
    const QString third = fixture.submit();
    EventReader reader(fixture.client().port());
    reader.get(ServerFixture::requestPath(third, QStringLiteral("/status/stream?logs=1")));
    QVERIFY(reader.waitForEnd());
    QCOMPARE(reader.status(), 200);
    QVERIFY(reader.head().toLower().contains("content-type: text/event-stream"));
    QVERIFY(reader.head().contains(third.toLatin1()));

    const QList<QJsonObject> events = reader.events();
    QStringList states;
    QList<int> positions;
    QStringList lines;
    for (const QJsonObject &event : events) {
        QCOMPARE(event.value(QStringLiteral("request_id")).toString(), third);
        if (states.isEmpty() || states.last() != nameOf(event))
            states.append(nameOf(event));
        if (nameOf(event) == QStringLiteral("IN_QUEUE"))
            positions.append(event.value(QStringLiteral("queue_position")).toInt());
        const QJsonArray logs = event.value(QStringLiteral("logs")).toArray();
        for (const QJsonValue &line : logs)
            lines.append(line[QStringLiteral("message")].toString());
    }
    QCOMPARE(states,
             (QStringList{QStringLiteral("IN_QUEUE"), QStringLiteral("IN_PROGRESS"),
                          QStringLiteral("COMPLETED")}));
    QVERIFY(std::is_sorted(positions.crbegin(), positions.crend()));
    QVERIFY(positions.size() >= 2);
    QCOMPARE(positions.last(), 0);
    // Together the events hold each line once, as the status tells them all.
    QStringList all;
    const QJsonArray logs = fixture.status(third).value(QStringLiteral("logs")).toArray();
    for (const QJsonValue &line : logs)
        all.append(line[QStringLiteral("message")].toString());
    QCOMPARE(lines, all);
    QVERIFY(all.size() > 3);
}

void TestLocalStreams::statusEventsWithoutLogs()
{
    LocalServer::Options options;
    options.minimumRunMs = 100;
    ServerFixture fixture(options);
    EventReader reader(fixture.client().port());
    reader.get(ServerFixture::requestPath(fixture.submit(), QStringLiteral("/status/stream")));
    QVERIFY(reader.waitForEnd());
    const QList<QJsonObject> events = reader.events();
    QVERIFY(!events.isEmpty() && events.size() <= 3);
    for (const QJsonObject &event : events)
        QVERIFY(event.value(QStringLiteral("logs")).toArray().isEmpty());
}

void TestLocalStreams::statusOfAFinishedRequestIsOneEvent()
{
    ServerFixture fixture;
    const QString id = fixture.submit();
    const QJsonObject last = fixture.waitForCompletion(id);
    EventReader reader(fixture.client().port());
    reader.get(ServerFixture::requestPath(id, QStringLiteral("/status/stream?logs=true")));
    QVERIFY(reader.waitForEnd());
    QCOMPARE(reader.events(), QList<QJsonObject>{last});
}

void TestLocalStreams::statusOfAFailedRequestHasTheError()
{
    ServerFixture fixture;
    const QString id = fixture.submit({{QStringLiteral("prompt"), 5}});
    EventReader reader(fixture.client().port());
    reader.get(ServerFixture::requestPath(id, QStringLiteral("/status/stream")));
    QVERIFY(reader.waitForEnd());
    QVERIFY(!reader.events().isEmpty());
    const QJsonObject last = reader.events().constLast();
    QCOMPARE(nameOf(last), QStringLiteral("COMPLETED"));
    QVERIFY(!last.value(QStringLiteral("error")).toString().isEmpty());
}

void TestLocalStreams::statusStreamSendsComments()
{
    LocalServer::Options options;
    options.minimumRunMs = 60'000;
    options.streamCommentMs = 20;
    ServerFixture fixture(options);
    const QString id = fixture.submit();
    EventReader reader(fixture.client().port());
    reader.get(ServerFixture::requestPath(id, QStringLiteral("/status/stream")));
    QTRY_VERIFY(reader.rawCount("\n: ") + reader.rawCount("\r\n: ") >= 2);
    QVERIFY(fixture.client()
                .send("PUT", ServerFixture::requestPath(id, QStringLiteral("/cancel")))
                .status
            < 300);
    QVERIFY(reader.waitForEnd());
    QCOMPARE(nameOf(reader.events().constLast()), QStringLiteral("COMPLETED"));
}

void TestLocalStreams::statusStreamOfAnUnknownRequestIs404()
{
    ServerFixture fixture;
    const TestReply reply = fixture.client().get(ServerFixture::requestPath(
        QStringLiteral("019cf000-0000-7000-8000-000000000000"), QStringLiteral("/status/stream")));
    QCOMPARE(reply.status, 404);
    QCOMPARE(reply.json().value(QStringLiteral("status")).toString(), QStringLiteral("NOT_FOUND"));
    QCOMPARE(
        fixture.client()
            .send("PUT",
                  ServerFixture::requestPath(fixture.submit(), QStringLiteral("/status/stream")))
            .status,
        405);
}

void TestLocalStreams::paintShowsPicturesOnTheWay()
{
    ServerFixture fixture;
    QJsonObject input = ServerFixture::smallPaint();
    input.insert(QStringLiteral("num_inference_steps"), 16);
    EventReader reader(fixture.client().port());
    reader.post(QStringLiteral("/fal.run/local/paint/stream"), input);
    QVERIFY(reader.waitForEnd());
    QCOMPARE(reader.status(), 200);
    QVERIFY(reader.head().contains("x-fal-request-id"));
    const QList<QJsonObject> events = reader.events();
    QVERIFY2(events.size() >= 5, qPrintable(QString::number(events.size())));
    int step = 0;
    for (const QJsonObject &event : events.first(events.size() - 1)) {
        QVERIFY(event.value(QStringLiteral("partial")).toBool());
        QVERIFY(event.value(QStringLiteral("step")).toInt() > step);
        step = event.value(QStringLiteral("step")).toInt();
        QCOMPARE(event.value(QStringLiteral("steps")).toInt(), 16);
        const QJsonObject image = event[QStringLiteral("images")].toArray().first().toObject();
        const QString url = image.value(QStringLiteral("url")).toString();
        QVERIFY(url.startsWith(QStringLiteral("data:image/jpeg;base64,")));
        const QImage picture =
            QImage::fromData(QByteArray::fromBase64(url.mid(url.indexOf(u',') + 1).toLatin1()));
        QCOMPARE(picture.size(), QSize(96, 64));
        QCOMPARE(image.value(QStringLiteral("width")).toInt(), 96);
    }
    // The last event is what run answers: the same picture, by its seed.
    const QJsonObject last = events.constLast();
    QVERIFY(!last.contains(QStringLiteral("partial")));
    const QJsonObject run =
        fixture.client().post(QStringLiteral("/fal.run/local/paint"), input).json();
    QCOMPARE(last.keys(), run.keys());
    const auto bytesOf = [&fixture](const QJsonObject &output) {
        return fixture.client()
            .fetch(output[QStringLiteral("images")][0][QStringLiteral("url")].toString())
            .body;
    };
    QVERIFY(!bytesOf(run).isEmpty());
    QCOMPARE(bytesOf(last), bytesOf(run));
}

void TestLocalStreams::describeGrows()
{
    ServerFixture fixture;
    EventReader reader(fixture.client().port());
    reader.post(QStringLiteral("/fal.run/local/describe/stream"),
                {{QStringLiteral("image_url"), smallPicture()}});
    QVERIFY(reader.waitForEnd());
    const QList<QJsonObject> events = reader.events();
    QVERIFY(events.size() > 5);
    QString text;
    for (const QJsonObject &event : events) {
        const QString next = event.value(QStringLiteral("output")).toString();
        QVERIFY(next.size() > text.size() && next.startsWith(text));
        text = next;
    }
    QVERIFY(events.constLast().contains(QStringLiteral("colors")));
}

void TestLocalStreams::errorsBeforeTheFirstEventAreAnswers()
{
    ServerFixture fixture;
    const TestReply invalid = fixture.client().post(QStringLiteral("/fal.run/local/paint/stream"),
                                                    {{QStringLiteral("prompt"), 5}});
    QCOMPARE(invalid.status, 422);
    QVERIFY(invalid.json().value(QStringLiteral("detail")).isArray());
    QCOMPARE(
        fixture.client().send("POST", QStringLiteral("/fal.run/local/paint/stream"), "{").status,
        400);
    QCOMPARE(fixture.client().get(QStringLiteral("/fal.run/local/paint/stream")).status, 405);
}

void TestLocalStreams::unknownStreamsAre404()
{
    ServerFixture fixture;
    QCOMPARE(fixture.client().post(QStringLiteral("/fal.run/local/speak/stream"), {}).status, 404);
    QCOMPARE(fixture.client().post(QStringLiteral("/fal.run/local/none/stream"), {}).status, 404);
}

void TestLocalStreams::aClientThatGoesAwayStopsTheWork()
{
    LocalServer::Options options;
    options.concurrency = 1;
    options.minimumRunMs = 8'000;
    ServerFixture fixture(options);
    QJsonObject input = ServerFixture::smallPaint();
    input.insert(QStringLiteral("num_inference_steps"), 16);
    EventReader reader(fixture.client().port());
    reader.post(QStringLiteral("/fal.run/local/paint/stream"), input);
    QTRY_VERIFY(reader.rawCount("partial") > 0);
    QCOMPARE(fixture.client().post(QStringLiteral("/fal.run/local/paint"), input).status, 429);
    reader.abort();
    // The one place is free again: an input that is wrong is told so, and no more that all is full.
    QTRY_COMPARE(fixture.client()
                     .post(QStringLiteral("/fal.run/local/paint"), {{QStringLiteral("prompt"), 5}})
                     .status,
                 422);
}

void TestLocalStreams::documentsAndCatalogueNameTheStream()
{
    ServerFixture fixture;
    const QString base = fixture.server().baseUrl().toString();
    const QJsonObject paths =
        fixture.client()
            .get(QStringLiteral("/fal.ai/api/openapi/queue/openapi.json?endpoint_id=local/paint"))
            .json()
            .value(QStringLiteral("paths"))
            .toObject();
    const QJsonObject stream = paths.value(QStringLiteral("/local/paint/stream")).toObject();
    QVERIFY(stream[QStringLiteral("post")][QStringLiteral("responses")][QStringLiteral("200")]
                  [QStringLiteral("content")]
                      .toObject()
                      .contains(QStringLiteral("text/event-stream")));
    QCOMPARE(stream[QStringLiteral("servers")][0][QStringLiteral("url")].toString(),
             base + QStringLiteral("/fal.run"));
    const QJsonObject metadata =
        fixture.client()
            .get(QStringLiteral("/api.fal.ai/v1/models?endpoint_id=local/paint"))
            .json()[QStringLiteral("models")][0][QStringLiteral("metadata")]
            .toObject();
    QCOMPARE(metadata.value(QStringLiteral("stream_url")).toString(),
             base + QStringLiteral("/fal.run/local/paint/stream"));
}

QTEST_GUILESS_MAIN(TestLocalStreams)
#include "tst_localstreams.moc"
