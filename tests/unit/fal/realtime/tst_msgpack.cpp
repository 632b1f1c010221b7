#include "core/fal/realtime/msgpack.h"
#include "core/fal/realtime/realtimecodec.h"
#include "tests/unit/fal/realtime/recordedvalue.h"

#include <QCborArray>
#include <QCborMap>
#include <QCryptographicHash>
#include <QDateTime>
#include <QFile>
#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <limits>

using namespace peregrine;
using namespace peregrine::test;

namespace {

QJsonObject vectors()
{
    QFile file(QStringLiteral(PEREGRINE_TEST_DATA "/captures/msgpack-vectors.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("the MessagePack vectors are missing");
    return QJsonDocument::fromJson(file.readAll()).object();
}

void addRows(const char *list)
{
    QTest::addColumn<QJsonObject>("recorded");
    const QJsonArray entries = vectors().value(QLatin1String(list)).toArray();
    QVERIFY(!entries.isEmpty());
    for (const QJsonValue &entry : entries) {
        QTest::newRow(entry[QLatin1String("name")].toString().toUtf8().constData())
            << entry.toObject();
    }
}

QString nameOf(const QJsonObject &recorded)
{
    return recorded.value(QLatin1String("name")).toString();
}

QByteArray bytesOf(const QJsonObject &recorded)
{
    return QByteArray::fromHex(recorded.value(QLatin1String("hex")).toString().toLatin1());
}

/// Quirks of the JavaScript encoder that we do not have, and why.
const QHash<QString, QString> encoderQuirks{
    {QStringLiteral("lone surrogate"), QStringLiteral("half a character is not valid UTF-8")},
    {QStringLiteral("ArrayBuffer (loses its content: becomes an empty map)"),
     QStringLiteral("JavaScript's own type; our bytes keep their content")},
    {QStringLiteral("Map object"), QStringLiteral("JavaScript's own type")},
    {QStringLiteral("Set object"), QStringLiteral("JavaScript's own type")},
    {QStringLiteral("function"), QStringLiteral("JavaScript's own type")},
    {QStringLiteral("bigint"), QStringLiteral("64-bit integers are written whole")},
};

/// What we read otherwise than the JavaScript decoder, and why.
const QHash<QString, QString> decoderQuirks{
    {QStringLiteral("uint64 max (rounded to a double)"), QStringLiteral("kept whole")},
    {QStringLiteral("uint64 2^53+1 (rounded)"), QStringLiteral("kept whole")},
    {QStringLiteral("int64 min (rounded)"), QStringLiteral("kept whole")},
    {QStringLiteral("string that is not UTF-8"),
     QStringLiteral("a short string's byte is not a character; it becomes U+FFFD")},
    {QStringLiteral("key __proto__"), QStringLiteral("harmless outside of JavaScript")},
    {QStringLiteral("deep nesting, 40 arrays"),
     QStringLiteral("the recording cuts the value off; depth is tested below")},
};

QByteArray nested(int depth)
{
    return QByteArray(depth, '\x91') + '\xc0';
}

} // namespace

class TestMsgpack : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void encodesLikeTheClient_data() { addRows("encode"); }
    void encodesLikeTheClient();
    void decodesLikeTheClient_data() { addRows("decode"); }
    void decodesLikeTheClient();
    void keepsIntegersWhole();
    void readsWhatItWrites();
    void replacesWhatIsNoText();
    void keepsExtensions();
    void refusesWhatHasNoForm();
    void boundsDepth();
    void claimsTakeNoMemory_data();
    void claimsTakeNoMemory();
    void boundsCounts();
    void everyCutIsAnError();
    void bytesInJson();
    void jsonFrames();
};

void TestMsgpack::encodesLikeTheClient()
{
    QFETCH(QJsonObject, recorded);
    const auto value = recordedValue(recorded.value(QLatin1String("value")));
    if (encoderQuirks.contains(nameOf(recorded)))
        QSKIP(qPrintable(encoderQuirks.value(nameOf(recorded))));
    QVERIFY(value);
    const bool isWhole = recorded.contains(QLatin1String("hex"));
    const auto pattern = decodeMsgpack(bytesOf(recorded));
    const auto bytes = encodeMsgpack(pattern ? inOrderOf(*pattern, *value) : *value);
    QVERIFY(bytes);
    if (isWhole) {
        QCOMPARE(bytes->toHex(), recorded.value(QLatin1String("hex")).toString().toLatin1());
        return;
    }
    QCOMPARE(bytes->size(), recorded.value(QLatin1String("length")).toInt());
    QCOMPARE(QCryptographicHash::hash(*bytes, QCryptographicHash::Sha256).toHex(),
             recorded.value(QLatin1String("sha256")).toString().toLatin1());
}

void TestMsgpack::decodesLikeTheClient()
{
    QFETCH(QJsonObject, recorded);
    const auto decoded = decodeMsgpack(bytesOf(recorded));
    if (decoderQuirks.contains(nameOf(recorded)))
        QSKIP(qPrintable(decoderQuirks.value(nameOf(recorded))));
    if (recorded.contains(QLatin1String("throws"))) {
        QVERIFY(!decoded);
        QVERIFY(!decoded.error().isEmpty());
        return;
    }
    QVERIFY2(decoded, decoded ? "" : qPrintable(decoded.error()));
    const auto expected = recordedValue(recorded.value(QLatin1String("value")));
    QVERIFY(expected);
    if (expected->isDouble() && decoded->isDouble()) {
        QCOMPARE(decoded->toDouble(), expected->toDouble());
        return;
    }
    // Order of keys and the type of whole numbers are the JSON's.
    QCOMPARE(realtimeJson(*decoded), realtimeJson(*expected));
}

void TestMsgpack::keepsIntegersWhole()
{
    constexpr qint64 beyond = (1LL << 53) + 1;
    for (const qint64 number : {beyond, -beyond, std::numeric_limits<qint64>::max(),
                                std::numeric_limits<qint64>::min()}) {
        const auto bytes = encodeMsgpack(number);
        QVERIFY(bytes);
        QCOMPARE(bytes->size(), 9);
        QCOMPARE(decodeMsgpack(*bytes)->toInteger(), number);
    }
    const QByteArray largest = QByteArray::fromHex("cfffffffffffffffff");
    const auto value = decodeMsgpack(largest);
    QVERIFY(value);
    QCOMPARE(value->tag(), QCborTag(QCborKnownTags::PositiveBignum));
    QCOMPARE(*encodeMsgpack(*value), largest);
}

void TestMsgpack::readsWhatItWrites()
{
    const QCborMap map{
        {QStringLiteral("b"), 1},
        {QStringLiteral("a"), QCborArray{true, nullptr, 2.5, -70000}},
        {QStringLiteral("bytes"), QByteArray(70'000, '\7')},
        {QStringLiteral("text"), QString(300, u'\u00e9')},
        {QStringLiteral("when"), QCborValue(QDateTime::fromMSecsSinceEpoch(1234, Qt::UTC))}};
    const auto bytes = encodeMsgpack(map);
    QVERIFY(bytes);
    QCOMPARE(decodeMsgpack(*bytes)->toMap(), map);
    QCOMPARE(decodeMsgpack(*bytes)->toMap().keys().first(), QCborValue(QStringLiteral("b")));
}

void TestMsgpack::replacesWhatIsNoText()
{
    QCOMPARE(decodeMsgpack(QByteArray::fromHex("a2c328"))->toString(), QStringLiteral("\ufffd("));
}

void TestMsgpack::keepsExtensions()
{
    for (const char *hex : {"d40501", "c703fb010203", "c7032a010203",
                            // Timestamps that are none: too many nanoseconds, a year without form.
                            "d7ffffffffffffffffff", "c70cff000000007fffffffffffffff"}) {
        const QByteArray bytes = QByteArray::fromHex(hex);
        const auto value = decodeMsgpack(bytes);
        QVERIFY(value);
        QVERIFY(value->isTag());
        QCOMPARE(encodeMsgpack(*value)->toHex(), QByteArray(hex));
    }
}

void TestMsgpack::refusesWhatHasNoForm()
{
    QVERIFY(!encodeMsgpack(QCborValue(QCborTag(4711), 1)));
    QVERIFY(!encodeMsgpack(QCborMap{{QCborValue(true), 1}}));
    QVERIFY(!encodeMsgpack(QCborValue(QCborKnownTags::PositiveBignum, QByteArray(9, '\1'))));
}

void TestMsgpack::boundsDepth()
{
    QVERIFY(decodeMsgpack(nested(64)));
    QVERIFY(!decodeMsgpack(nested(65)));
    QVERIFY(!decodeMsgpack(nested(1'000'000)));
    QCborValue deep;
    for (int n = 0; n < 64; ++n)
        deep = QCborArray{deep};
    QVERIFY(encodeMsgpack(deep));
    QVERIFY(!encodeMsgpack(QCborArray{deep}));
}

void TestMsgpack::claimsTakeNoMemory_data()
{
    QTest::addColumn<QByteArray>("bytes");
    for (const char *hex : {"dbffffffff", "c6ffffffff", "ddffffffff", "dfffffffff", "c9ffffffff05",
                            "dcffff", "deffff", "dd00ffffffc0"})
        QTest::newRow(hex) << QByteArray::fromHex(hex);
}

void TestMsgpack::claimsTakeNoMemory()
{
    QFETCH(QByteArray, bytes);
    // Under a limit of memory these would end the process.
    const auto value = decodeMsgpack(bytes);
    QVERIFY(!value);
    QVERIFY(!value.error().isEmpty());
}

void TestMsgpack::boundsCounts()
{
    MsgpackLimits limits;
    limits.values = 4;
    limits.keysInMap = 2;
    limits.keys = 3;
    QVERIFY(decodeMsgpack(QByteArray::fromHex("93c0c0c0"), limits));
    QVERIFY(!decodeMsgpack(QByteArray::fromHex("94c0c0c0c0"), limits));
    limits.values = 100;
    QVERIFY(decodeMsgpack(QByteArray::fromHex("820001020304").chopped(1), limits));
    QVERIFY(!decodeMsgpack(QByteArray::fromHex("83000102030405"), limits));
    QVERIFY(!decodeMsgpack(QByteArray::fromHex("92820001020382000102").append('\3'), limits));
}

void TestMsgpack::everyCutIsAnError()
{
    const QByteArray whole = *encodeMsgpack(QCborMap{
        {QStringLiteral("list"), QCborArray{1, 300, -5, 2.5, QStringLiteral("text")}},
        {QStringLiteral("bytes"), QByteArray("1234")},
        {QStringLiteral("when"), QCborValue(QDateTime::fromMSecsSinceEpoch(1500, Qt::UTC))}});
    QVERIFY(decodeMsgpack(whole));
    for (qsizetype size = 0; size < whole.size(); ++size)
        QVERIFY(!decodeMsgpack(whole.left(size)));
    QVERIFY(!decodeMsgpack(whole + '\xc0'));
}

void TestMsgpack::bytesInJson()
{
    const QCborMap image{{QStringLiteral("content"), QByteArray("\xff\xd8", 2)},
                         {QStringLiteral("content_type"), QStringLiteral("image/jpeg")}};
    const QJsonObject json = realtimeJson(image).toObject();
    QCOMPARE(json.value(QStringLiteral("content")).toString(),
             QStringLiteral("data:image/jpeg;base64,/9g="));
    QCOMPARE(realtimeJson(QByteArray("a")).toString(),
             QStringLiteral("data:application/octet-stream;base64,YQ=="));
    QCOMPARE(realtimeJson(QCborArray{image}).toArray().first().toObject(), json);
}

void TestMsgpack::jsonFrames()
{
    const auto frame = jsonEncodeMessage(QCborMap{{QStringLiteral("n"), 1}});
    QVERIFY(frame);
    QCOMPARE(frame->kind, RealtimeFrame::Kind::Text);
    QCOMPARE(frame->bytes, QByteArray("{\"n\":1}"));
    QCOMPARE(decodeMessage(*frame)->toMap().value(QStringLiteral("n")).toInteger(), 1);
    QVERIFY(!decodeMessage({RealtimeFrame::Kind::Text, "not json"}));
    QVERIFY(!decodeMessage({RealtimeFrame::Kind::Binary, "\xc1"}));
    // Encoded already.
    QCOMPARE(encodeMessage(QByteArray("\x80"))->bytes, QByteArray("\x80"));
}

QTEST_APPLESS_MAIN(TestMsgpack)
#include "tst_msgpack.moc"
