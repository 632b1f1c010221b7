#include "core/fal/stream/sseparser.h"

#include <QElapsedTimer>
#include <QTest>

using namespace peregrine;

using Events = QList<SseEvent>;

Q_DECLARE_METATYPE(Events)

namespace {

Events fed(SseParser &parser, const QList<QByteArray> &pieces)
{
    Events events;
    for (const QByteArray &piece : pieces) {
        parser.append(piece);
        while (const auto event = parser.next())
            events.append(*event);
    }
    return events;
}

SseEvent data(const char *text)
{
    return {{}, text, {}};
}

} // namespace

namespace peregrine {

char *toString(const SseEvent &event)
{
    return QTest::toString('[' + event.type + "] [" + event.data + "] [" + event.id + ']');
}

} // namespace peregrine

/// The examples and rules of the WHATWG's HTML standard, 9.2.6, in pieces of every size.
class TestSseParser : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void unfinished_data();
    void unfinished();
    void retry();
    void lineTooLong();
    void eventTooLong();
    void memoryIsBoundedByTheLimits();
    void readsMuch();
};

void TestSseParser::reads_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<Events>("expected");

    QTest::newRow("line feeds") << QByteArray("data: a\n\ndata: b\n\n")
                                << Events{data("a"), data("b")};
    QTest::newRow("carriage returns")
        << QByteArray("data: a\r\rdata: b\r\r") << Events{data("a"), data("b")};
    QTest::newRow("both") << QByteArray("data: a\r\n\r\ndata: b\r\n\r\n")
                          << Events{data("a"), data("b")};
    QTest::newRow("mixed") << QByteArray("data: a\r\n\ndata: b\n\rdata: c\r\r\n")
                           << Events{data("a"), data("b"), data("c")};
    QTest::newRow("many lines") << QByteArray("data: YHOO\ndata: +2\ndata: 10\n\n")
                                << Events{data("YHOO\n+2\n10")};
    QTest::newRow("comment, id, no id")
        << QByteArray(
               ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  "
               "third event\n\n")
        << Events{{{}, "first event", "1"}, data("second event"), data(" third event")};
    QTest::newRow("empty data") << QByteArray("data\n\ndata\ndata\n\n")
                                << Events{data(""), data("\n")};
    QTest::newRow("with and without a space")
        << QByteArray("data:test\n\ndata: test\n\n") << Events{data("test"), data("test")};
    QTest::newRow("names") << QByteArray("event: add\ndata: 1\n\nevent: x\n\ndata: 2\n\n")
                           << Events{{"add", "1", {}}, data("2")};
    QTest::newRow("id stays") << QByteArray("id: 7\ndata: a\n\ndata: b\n\n")
                              << Events{{{}, "a", "7"}, {{}, "b", "7"}};
    QTest::newRow("an id with a zero is none")
        << QByteArray("id: 1\n", 6) + QByteArray("id: 2\0x\n", 8) + "data: a\n\n"
        << Events{{{}, "a", "1"}};
    QTest::newRow("byte order mark") << QByteArray("\xEF\xBB\xBF"
                                                   "data: a\n\n")
                                     << Events{data("a")};
    QTest::newRow("half a byte order mark") << QByteArray("\xEF\xBB"
                                                          "data: a\n\n")
                                            << Events{};
    QTest::newRow("a later mark is data") << QByteArray("data: \xEF\xBB\xBF"
                                                        "a\n\n")
                                          << Events{data("\xEF\xBB\xBF"
                                                         "a")};
    QTest::newRow("characters of many bytes")
        << QByteArray("data: \xE7\x8B\x90 \xF0\x9F\xA6\x8A\n\n")
        << Events{data("\xE7\x8B\x90 \xF0\x9F\xA6\x8A")};
    QTest::newRow("unknown fields")
        << QByteArray("dat: a\nDATA: b\n data: c\ndata : d\ndata: e\n\n") << Events{data("e")};
    QTest::newRow("colons in the value")
        << QByteArray("data: {\"a\":1}\n\n") << Events{data("{\"a\":1}")};
    QTest::newRow("only comments") << QByteArray(": ping\n\n:\n\n: ping\n\n") << Events{};
    QTest::newRow("nothing") << QByteArray() << Events{};
    QTest::newRow("without a blank line")
        << QByteArray("data: a\n\ndata: b\n") << Events{data("a")};
}

void TestSseParser::reads()
{
    QFETCH(QByteArray, bytes);
    QFETCH(Events, expected);
    SseParser whole;
    QCOMPARE(fed(whole, {bytes}), expected);

    QList<QByteArray> single;
    for (const char byte : qAsConst(bytes))
        single.append(QByteArray(1, byte));
    SseParser byByte;
    QCOMPARE(fed(byByte, single), expected);

    for (qsizetype at = 0; at < bytes.size(); ++at) {
        SseParser split;
        QCOMPARE(fed(split, {bytes.left(at), {}, bytes.mid(at)}), expected);
    }
}

void TestSseParser::unfinished_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("expected");

    QTest::newRow("no blank line") << QByteArray("data: a\n\ndata: b\n") << QByteArray("b");
    QTest::newRow("no line end") << QByteArray("data: a\n\ndata: b") << QByteArray("b");
    QTest::newRow("carriage return") << QByteArray("data: b\r") << QByteArray("b");
    QTest::newRow("two lines") << QByteArray("data: a\ndata: b") << QByteArray("a\nb");
    QTest::newRow("finished") << QByteArray("data: a\n\n") << QByteArray();
    QTest::newRow("finished by a carriage return") << QByteArray("data: a\r\n\r") << QByteArray();
    QTest::newRow("only a name") << QByteArray("event: x\n") << QByteArray();
    QTest::newRow("half a field") << QByteArray("dat") << QByteArray();
}

void TestSseParser::unfinished()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, expected);
    SseParser parser;
    fed(parser, {bytes});
    const auto event = parser.takeUnfinished();
    QCOMPARE(event ? event->data : QByteArray(), expected);
    QCOMPARE(event.has_value(), !expected.isEmpty());
    QVERIFY(!parser.takeUnfinished());
}

void TestSseParser::retry()
{
    SseParser parser;
    fed(parser, {"retry: soon\n"});
    QVERIFY(!parser.retry());
    fed(parser, {"retry: 99999999999999\n"});
    QVERIFY(!parser.retry());
    fed(parser, {"retry: 1500\n\n"});
    QCOMPARE(parser.retry(), 1500);
}

void TestSseParser::lineTooLong()
{
    // With and without an end, in one piece and in many.
    for (const char *end : {"\n\n", ""}) {
        SseParser parser({16, 64});
        QCOMPARE(fed(parser, {"data: 1\n\n", "data: 23456", "7890123" + QByteArray(end)}).size(),
                 1);
        QCOMPARE(parser.fault(), SseParser::Fault::LineTooLong);
        QVERIFY(fed(parser, {"data: 2\n\n"}).isEmpty());
        QVERIFY(!parser.takeUnfinished());
    }
    SseParser fits({16, 64});
    QCOMPARE(fed(fits, {"data: 2345678901\n\n"}).size(), 1);
}

void TestSseParser::eventTooLong()
{
    SseParser parser({16, 16});
    QCOMPARE(fed(parser, {"data: 1234567\ndata: 123456789\n\n"}).size(), 0);
    QCOMPARE(parser.fault(), SseParser::Fault::EventTooLong);
    SseParser fits({16, 16});
    QCOMPARE(fed(fits, {"data: 1234567\ndata: 1234567\n\n"}).size(), 1);
}

void TestSseParser::memoryIsBoundedByTheLimits()
{
    // A server that never ends a line, and one that never ends an event.
    for (const char *piece : {"x", "data: x\n"}) {
        SseParser parser({1000, 1000});
        int pieces = 0;
        while (parser.fault() == SseParser::Fault::None && ++pieces < 100'000)
            fed(parser, {piece});
        QVERIFY(pieces <= 1001);
    }
}

void TestSseParser::readsMuch()
{
    // A hundred thousand events and one of eight megabytes in small pieces: neither may take time
    // that grows with the square of the size.
    const QByteArray event = "data: {\"output\":\"Hello\",\"partial\":true}\r\n\r\n";
    const QByteArray block = event.repeated(1000);
    SseParser small;
    qsizetype count = 0;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < 100; ++i)
        count += fed(small, {block}).size();
    QCOMPARE(count, 100'000);
    qInfo("100,000 events in %lld ms", timer.elapsed());

    SseParser large;
    timer.start();
    fed(large, {"data: "});
    for (int i = 0; i < 8 * 1024; ++i)
        QVERIFY(fed(large, {QByteArray(1024, 'x')}).isEmpty());
    const Events events = fed(large, {"\n\n"});
    QCOMPARE(events.size(), 1);
    QCOMPARE(events.first().data.size(), 8 * 1024 * 1024);
    qInfo("8 MiB in pieces of 1 KiB in %lld ms", timer.elapsed());
}

QTEST_APPLESS_MAIN(TestSseParser)
#include "tst_sseparser.moc"
