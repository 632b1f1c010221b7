#include "tests/faults/faultbench.h"

#include <QTest>

using namespace peregrine;
using namespace peregrine::test;

namespace {

using Kind = Error::Kind;

enum class Where { OtherHost, OtherScheme, Itself };

} // namespace

Q_DECLARE_METATYPE(Where)

/// Redirects of every call: the key and the bodies stay where they were sent to.
class TestRedirectTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void redirects_data();
    void redirects();
};

void TestRedirectTable::redirects_data()
{
    QTest::addColumn<Where>("where");
    QTest::newRow("to another host") << Where::OtherHost;
    QTest::newRow("to another scheme") << Where::OtherScheme;
    QTest::newRow("to itself for ever") << Where::Itself;
}

void TestRedirectTable::redirects()
{
    QFETCH(Where, where);
    ScriptedServer elsewhere;
    elsewhere.on(
        "/taken",
        ScriptedAnswer::ok("{\"status\":\"COMPLETED\",\"request_id\":\"r1\"}", "application/json"));
    FaultBench bench;
    for (const FaultCall &call : faultCalls()) {
        for (const int status : {301, 302, 303, 307, 308}) {
            FaultCase row{QByteArray::number(status), call, {}, Kind::Malformed};
            if (call.hasOtherWay)
                row.kind.reset();
            if (call.isPaid)
                row.requests = 1;
            row.fault = [where, status, paths = call.paths,
                         taken = elsewhere.url("/taken")](ScriptedServer &server) {
                for (const QByteArray &path : paths) {
                    QUrl target = where == Where::Itself ? server.url(path) : taken;
                    if (where == Where::OtherScheme)
                        target.setScheme(QStringLiteral("https"));
                    server.on(path, ScriptedAnswer::redirect(target.toEncoded(), status));
                }
            };
            bench.add(row);
        }
    }
    const QStringList broken = bench.run();
    QVERIFY2(broken.isEmpty(), qPrintable(u'\n' + broken.join(u'\n')));
    QVERIFY(elsewhere.seen().isEmpty());
}

QTEST_GUILESS_MAIN(TestRedirectTable)
#include "tst_redirecttable.moc"
