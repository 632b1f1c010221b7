#include "core/base/json.h"
#include "tests/faults/faultbench.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

using Way = FaultCall::Way;
using Kind = Error::Kind;

/// What of an answer a call cannot do without; all else may be anything.
QStringList needed(const FaultCall &call)
{
    const QByteArray &name = call.name;
    if (name == "submit" || name == "subscribe: submit")
        return {u"/request_id"_s};
    if (name == "status" || name == "subscribe: status")
        return {u"/status"_s};
    if (name == "upload: initiate" || name == "upload: initiate-multipart")
        return {u"/upload_url"_s, u"/file_url"_s};
    if (name == "upload: CDN token")
        return {u"/token"_s, u"/base_url"_s};
    if (name == "upload: CDN")
        return {u"/access_url"_s};
    if (name == "upload: part")
        return {u"/etag"_s};
    if (name == "models")
        return {u"/models"_s};
    if (name == "pricing")
        return {u"/prices"_s};
    return {};
}

/// A list is a list, whatever is in it, and a status that nobody knows is one.
bool isStillThere(const QString &path, const QJsonValue &value)
{
    return (value.isArray() && (path == u"/models" || path == u"/prices"))
        || (value.isString() && path == u"/status");
}

/// The status of a request that a text in "status" says nothing about is asked for again: such rows
/// would never end.
bool isAskedForEver(const FaultCall &call, const QString &path, const QJsonValue &value)
{
    return call.name == "subscribe: status" && path == u"/status" && value.isString();
}

/// The whole body, or any member of it, replaced.
void collectPaths(const QJsonValue &value, const QString &at, QStringList &paths)
{
    paths.append(at);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        collectPaths(it.value(), at + u'/' + it.key(), paths);
    const QJsonArray array = value.toArray();
    for (qsizetype i = 0; i < array.size(); ++i)
        collectPaths(array.at(i), at + u'/' + QString::number(i), paths);
}

QList<std::pair<QByteArray, QJsonValue>> replacements()
{
    QJsonValue deep = QJsonObject();
    for (int i = 0; i < 500; ++i)
        deep = QJsonArray{QJsonObject{{u"a"_s, deep}}};
    return {{"nothing", QJsonValue(QJsonValue::Undefined)},
            {"null", QJsonValue(QJsonValue::Null)},
            {"true", true},
            {"number", 7},
            {"huge number", 1e308},
            {"negative number", -1},
            {"list", QJsonArray{1, u"x"_s, QJsonValue()}},
            {"object", QJsonObject{{u"x"_s, 1}}},
            {"empty text", QString()},
            {"deep", deep}};
}

/// Kilobytes of this process at its highest since the last forgetPeak().
qint64 peakKb()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    const qsizetype at = text.indexOf("VmHWM:");
    return text.mid(at + 6, text.indexOf("kB", at) - at - 6).trimmed().toLongLong();
}

void forgetPeak()
{
    QFile refs(u"/proc/self/clear_refs"_s);
    if (refs.open(QIODevice::WriteOnly))
        refs.write("5");
}

} // namespace

Q_DECLARE_METATYPE(peregrine::test::ScriptedAnswer)

/// Answers that are whole and wrong: members of every wrong type, and bodies that want to fill the
/// memory or the stack.
class TestAnswerTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wrongTypes();
    void tooMuch_data();
    void tooMuch();
    void truncatedEvents();
};

void TestAnswerTable::wrongTypes()
{
    FaultBench bench;
    ScriptedServer nobody;
    for (const FaultCall &call : faultCalls()) {
        if (call.contentType != "application/json" || call.name == "token"
            || call.name == "openApi")
            continue;
        const auto answer = parseJson(goodAnswer(nobody, call));
        if (!answer)
            continue;
        QStringList paths;
        collectPaths(*answer, {}, paths);
        for (const QString &path : std::as_const(paths)) {
            for (const auto &[name, value] : replacements()) {
                if (path.isEmpty() || isAskedForEver(call, path, value))
                    continue;
                FaultCase row{path.toUtf8() + " is " + name, call, {}, std::nullopt};
                if (needed(call).contains(path) && !isStillThere(path, value))
                    row.kind = Kind::Malformed;
                row.fault = [call, path, value = value](ScriptedServer &server) {
                    const QJsonValue good = *parseJson(goodAnswer(server, call));
                    server.on(call.paths.first(),
                              ScriptedAnswer::ok(toJson(withValueAt(good, path, value)),
                                                 call.contentType));
                };
                bench.add(row);
            }
        }
    }
    const QStringList broken = bench.run();
    QVERIFY2(broken.isEmpty(), qPrintable(u'\n' + broken.mid(0, 40).join(u'\n')));
}

void TestAnswerTable::tooMuch_data()
{
    QTest::addColumn<ScriptedAnswer>("answer");
    QTest::addColumn<bool>("succeeds");
    QTest::addColumn<int>("mostMegabytes");
    const auto json = [](const QByteArray &body) {
        return ScriptedAnswer::ok(body, "application/json");
    };
    constexpr qsizetype megabyte = 1024 * 1024;
    const QByteArray megabytes(megabyte, 'x');
    QTest::newRow("10 MB of JSON")
        << json("{\"a\":\"" + QByteArray(10 * megabyte, 'x') + "\"}") << true << 160;
    QTest::newRow("nested 100,000 deep") << json(QByteArray(100'000, '[')) << false << 40;
    QTest::newRow("objects nested 100,000 deep")
        << json(QByteArray("{\"a\":").repeated(100'000)) << false << 40;
    QTest::newRow("announced far too long")
        << json("{}").contentLength(1LL << 50).keepOpen() << false << 20;
    QTest::newRow("endless") << json({}).drip(QList<QByteArray>(200, megabytes), 0ms) << false
                             << 260;
    // qCompress puts the length before a zlib stream, which is what HTTP calls deflate.
    QTest::newRow("bomb") << json(qCompress(QByteArray(96 * megabyte, ' '), 9).mid(4))
                                 .header("Content-Encoding", "deflate")
                          << false << 260;
}

void TestAnswerTable::tooMuch()
{
    QFETCH(ScriptedAnswer, answer);
    QFETCH(bool, succeeds);
    QFETCH(int, mostMegabytes);
    forgetPeak();
    const qint64 before = peakKb();
    FaultBench bench;
    FaultCase row{QTest::currentDataTag(), faultCall("result"), {}, Kind::Malformed, 1};
    if (succeeds)
        row.kind.reset();
    row.answerWith(answer);
    bench.add(row);
    const QStringList broken = bench.run();
    QVERIFY2(broken.isEmpty(), qPrintable(broken.join(u'\n')));
    const qint64 grown = (peakKb() - before) / 1024;
    QVERIFY2(grown < mostMegabytes, qPrintable(QString::number(grown)));
}

void TestAnswerTable::truncatedEvents()
{
    const QByteArray events("data: {\"n\":1}\n\ndata: {\"status\":\"COMPLETED\",\"n\":2}\n\n");
    FaultBench bench;
    for (const FaultCall &call : faultCalls()) {
        if (call.way != Way::Stream)
            continue;
        for (qsizetype size = 0; size < events.size(); ++size) {
            // Less is sent than was announced.
            FaultCase row{QByteArray::number(size) + " bytes of events", call, {}, Kind::Network};
            row.answerWith(ScriptedAnswer::ok(events, "text/event-stream").dropAfter(size));
            if (call.hasOtherWay)
                row.kind.reset();
            if (call.isPaid)
                row.requests = 1;
            bench.add(row);
        }
    }
    const QStringList broken = bench.run();
    QVERIFY2(broken.isEmpty(), qPrintable(u'\n' + broken.mid(0, 40).join(u'\n')));
}

QTEST_GUILESS_MAIN(TestAnswerTable)
#include "tst_answertable.moc"
