#include "core/base/json.h"
#include "core/fal/queue/queuestatus.h"

#include <QTest>

using namespace peregrine;

namespace {

QueueStatus statusIn(const QByteArray &json)
{
    const auto status = queueStatusOf(*parseJson(json));
    if (!status)
        qFatal("not read: %s", json.constData());
    return *status;
}

} // namespace

Q_DECLARE_METATYPE(peregrine::QueueStatus::State)

/// Every shape of status and log entry that fal's documentation, clients and tools know.
class TestQueueStatus : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void states_data()
    {
        using State = QueueStatus::State;
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<State>("state");
        QTest::newRow("in queue") << QByteArray("IN_QUEUE") << State::InQueue;
        QTest::newRow("in progress") << QByteArray("IN_PROGRESS") << State::InProgress;
        QTest::newRow("completed") << QByteArray("COMPLETED") << State::Completed;
        QTest::newRow("failed") << QByteArray("FAILED") << State::Completed;
        QTest::newRow("error") << QByteArray("error") << State::Completed;
        QTest::newRow("cancelled") << QByteArray("CANCELLED") << State::Completed;
        QTest::newRow("unknown") << QByteArray("WARMING_UP") << State::Other;
    }
    void states()
    {
        QFETCH(QByteArray, name);
        QFETCH(QueueStatus::State, state);
        QCOMPARE(statusIn("{\"status\":\"" + name + "\"}").state, state);
    }

    void members()
    {
        const QueueStatus all = statusIn(
            "{\"status\":\"COMPLETED\",\"queue_position\":3,\"error\":\"bad\","
            "\"error_type\":\"runner_disconnected\",\"metrics\":{\"inference_time\":1.25}}");
        QCOMPARE(all.queuePosition, 3);
        QCOMPARE(all.error, QStringLiteral("bad"));
        QCOMPARE(all.errorType, QStringLiteral("runner_disconnected"));
        QCOMPARE(all.inferenceTime, 1.25);
        const QueueStatus none = statusIn("{\"status\":\"COMPLETED\",\"queue_position\":\"x\","
                                          "\"error\":null,\"logs\":null,\"metrics\":null}");
        QCOMPARE(none.queuePosition, -1);
        QVERIFY(none.error.isEmpty() && none.logs.isEmpty() && !none.inferenceTime);
        QCOMPARE(statusIn("{\"status\":\"COMPLETED\",\"error\":{\"message\":\"bad\"}}").error,
                 QStringLiteral("bad"));
    }

    void logs()
    {
        const QList<LogLine> lines =
            statusIn("{\"status\":\"IN_PROGRESS\",\"logs\":["
                     "{\"message\":\"a\",\"timestamp\":\"2026-01-01T00:00:01.500000\"},"
                     "{\"message\":\"b\",\"level\":\"WARN\",\"source\":\"USER\","
                     "\"timestamp\":\"2026-01-01T02:00:02+02:00\"},"
                     "{\"message\":\"c\",\"labels\":{\"level\":\"stderr\",\"source\":\"USER\"},"
                     "\"timestamp\":\"2026-01-01T00:00:03Z\"},"
                     "\"d\",{\"message\":\"\"},{\"message\":5},null,7]}")
                .logs;
        QCOMPARE(lines.size(), 4);
        const auto time = [](int second, int msec) {
            return QDateTime(QDate(2026, 1, 1), QTime(0, 0, second, msec), Qt::UTC);
        };
        QCOMPARE(lines.at(0), (LogLine{time(1, 500), LogLine::Level::Info, QStringLiteral("a")}));
        QCOMPARE(lines.at(1), (LogLine{time(2, 0), LogLine::Level::Warning, QStringLiteral("b")}));
        QCOMPARE(lines.at(2), (LogLine{time(3, 0), LogLine::Level::Stderr, QStringLiteral("c")}));
        QCOMPARE(lines.at(3), (LogLine{{}, LogLine::Level::Info, QStringLiteral("d")}));
    }

    void isBounded()
    {
        const QByteArray entry = "\"" + QByteArray(70'000, 'x') + "\"";
        QCOMPARE(statusIn("{\"status\":\"IN_PROGRESS\",\"logs\":[" + entry + "]}")
                     .logs.first()
                     .message.size(),
                 64 * 1024);
        const QByteArray many = "\"x\"" + QByteArray(",\"x\"").repeated(20'000);
        QCOMPARE(statusIn("{\"status\":\"IN_PROGRESS\",\"logs\":[" + many + "]}").logs.size(),
                 10'000);
    }

    void isNoStatus()
    {
        for (const char *json : {"{}", "[]", "null", "5", "\"COMPLETED\"", "{\"status\":200}"}) {
            const auto status = queueStatusOf(*parseJson(json));
            QVERIFY(!status);
            QCOMPARE(status.error().kind, Error::Kind::Malformed);
        }
    }
};

QTEST_APPLESS_MAIN(TestQueueStatus)
#include "tst_queuestatus.moc"
