#include "core/localserver/realtime/msgpackcodec.h"
#include "core/localserver/realtime/tokenstore.h"

#include <QCborArray>
#include <QCborMap>
#include <QTest>

using namespace peregrine;
using namespace peregrine::localserver;
using namespace std::chrono_literals;

class TestRealtimeParts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatIsInTheSpecification_data();
    void readsWhatIsInTheSpecification();
    void refusesWhatIsBroken_data();
    void refusesWhatIsBroken();
    void writesAsClientsRead_data();
    void writesAsClientsRead();
    void tokensHaveScopesAndEnds();
    void tokensAreBounded();
};

void TestRealtimeParts::readsWhatIsInTheSpecification_data()
{
    QTest::addColumn<QByteArray>("hex");
    QTest::addColumn<QCborValue>("value");
    QTest::newRow("nil") << QByteArray("c0") << QCborValue(nullptr);
    QTest::newRow("true") << QByteArray("c3") << QCborValue(true);
    QTest::newRow("fixint") << QByteArray("7f") << QCborValue(127);
    QTest::newRow("negative fixint") << QByteArray("e0") << QCborValue(-32);
    QTest::newRow("uint 32") << QByteArray("ceffffffff") << QCborValue(4294967295LL);
    QTest::newRow("int 16") << QByteArray("d18000") << QCborValue(-32768);
    QTest::newRow("uint 64") << QByteArray("cfffffffffffffffff")
                             << QCborValue(18446744073709551616.0);
    QTest::newRow("float 32") << QByteArray("ca3fc00000") << QCborValue(1.5);
    QTest::newRow("float 64") << QByteArray("cb3ff8000000000000") << QCborValue(1.5);
    QTest::newRow("text") << QByteArray("a36669c3") << QCborValue(QString::fromUtf8("fi\xc3"));
    QTest::newRow("bytes") << QByteArray("c40200ff") << QCborValue(QByteArray::fromHex("00ff"));
    QTest::newRow("extension") << QByteArray("d6ff00000001")
                               << QCborValue(QByteArray::fromHex("ff00000001"));
    QTest::newRow("array") << QByteArray("9201920203")
                           << QCborValue(QCborArray{1, QCborArray{2, 3}});
    QTest::newRow("map") << QByteArray("82a16181a16202a16390")
                         << QCborValue(
                                QCborMap{{QStringLiteral("a"), QCborMap{{QStringLiteral("b"), 2}}},
                                         {QStringLiteral("c"), QCborArray()}});
}

void TestRealtimeParts::readsWhatIsInTheSpecification()
{
    QFETCH(QByteArray, hex);
    QFETCH(QCborValue, value);
    const Expected<QCborValue, QString> read = fromMsgpack(QByteArray::fromHex(hex));
    QVERIFY2(read, read ? "" : qPrintable(read.error()));
    QCOMPARE(*read, value);
}

void TestRealtimeParts::refusesWhatIsBroken_data()
{
    QTest::addColumn<QByteArray>("message");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("not used") << QByteArray::fromHex("c1");
    QTest::newRow("cut text") << QByteArray::fromHex("a5616263");
    QTest::newRow("cut map") << QByteArray::fromHex("82a16101");
    QTest::newRow("more bytes") << QByteArray::fromHex("0102");
    QTest::newRow("huge array") << QByteArray::fromHex("ddffffffff");
    QTest::newRow("huge bytes") << QByteArray::fromHex("c6ffffffff00");
    QTest::newRow("map as key") << QByteArray::fromHex("818001");
    QTest::newRow("nil as key") << QByteArray::fromHex("81c001");
    QTest::newRow("deep") << QByteArray(100'000, '\x91');
    QTest::newRow("many") << QByteArray(QByteArray::fromHex("dd00100000")
                                        + QByteArray(0x100000, '\xc0'));
}

void TestRealtimeParts::refusesWhatIsBroken()
{
    QFETCH(QByteArray, message);
    const Expected<QCborValue, QString> read = fromMsgpack(message);
    QVERIFY(!read);
    QVERIFY(!read.error().isEmpty());
}

void TestRealtimeParts::writesAsClientsRead_data()
{
    QTest::addColumn<QCborValue>("value");
    QTest::addColumn<QByteArray>("hex");
    QTest::newRow("small") << QCborValue(5) << QByteArray("05");
    QTest::newRow("unsigned") << QCborValue(200) << QByteArray("ccc8");
    QTest::newRow("negative") << QCborValue(-200) << QByteArray("d1ff38");
    QTest::newRow("double") << QCborValue(0.5) << QByteArray("cb3fe0000000000000");
    QTest::newRow("bytes") << QCborValue(QByteArray("\x01\x02")) << QByteArray("c4020102");
    QTest::newRow("map") << QCborValue(QCborMap{{QStringLiteral("a"), nullptr}})
                         << QByteArray("81a161c0");
    QTest::newRow("array") << QCborValue(QCborArray{true, QStringLiteral("x")})
                           << QByteArray("92c3a178");
}

void TestRealtimeParts::writesAsClientsRead()
{
    QFETCH(QCborValue, value);
    QFETCH(QByteArray, hex);
    QCOMPARE(toMsgpack(value).toHex(), hex);
    QCOMPARE(*fromMsgpack(toMsgpack(value)), value);
}

void TestRealtimeParts::tokensHaveScopesAndEnds()
{
    auto now = std::chrono::steady_clock::time_point(1h);
    TokenStore store([&now] { return now; });
    const QString path = QStringLiteral("local/sketch/realtime");
    for (const char *app : {"sketch", "local/sketch", "local/sketch/realtime"}) {
        const QByteArray token = store.issue({QString::fromLatin1(app)}, 60s);
        QVERIFY2(store.allows(token, path), app);
        QVERIFY(!store.allows(token + 'x', path));
    }
    for (const char *app : {"paint", "local/paint", "local/sket", "realtime", "local", "local/"})
        QVERIFY2(!store.allows(store.issue({QString::fromLatin1(app)}, 60s), path), app);
    QVERIFY(!store.allows({}, path));

    const QByteArray token = store.issue({QStringLiteral("other"), QStringLiteral("sketch")}, 60s);
    QVERIFY(token != store.issue({QStringLiteral("sketch")}, 60s));
    now += 59s;
    QVERIFY(store.allows(token, path));
    now += 1s;
    QVERIFY(!store.allows(token, path));
}

void TestRealtimeParts::tokensAreBounded()
{
    TokenStore store;
    const QStringList apps{QStringLiteral("sketch")};
    const QByteArray soonest = store.issue(apps, 60s);
    const QByteArray longest = store.issue(apps, 120s);
    for (int i = 0; i < 10'000; ++i)
        (void)store.issue(apps, 90s);
    QVERIFY(!store.allows(soonest, QStringLiteral("local/sketch")));
    QVERIFY(store.allows(longest, QStringLiteral("local/sketch")));
}

QTEST_GUILESS_MAIN(TestRealtimeParts)
#include "tst_realtimeparts.moc"
