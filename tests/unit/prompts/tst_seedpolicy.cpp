#include "core/prompts/seedpolicy.h"

#include <QRandomGenerator>
#include <QTest>

#include <limits>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 greatest = std::numeric_limits<qint64>::max();

NumberRange between(const QJsonValue &minimum, const QJsonValue &maximum)
{
    NumberRange range;
    range.minimum = minimum;
    range.maximum = maximum;
    return range;
}

} // namespace

class TestSeedPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesComeBack()
    {
        for (const SeedPolicy policy :
             {SeedPolicy::Random, SeedPolicy::Fixed, SeedPolicy::Increment})
            QCOMPARE(seedPolicyFromName(seedPolicyName(policy)), std::optional(policy));
        QVERIFY(!seedPolicyFromName(u"else"_s));
    }

    void drawsWithinBounds_data()
    {
        QTest::addColumn<QJsonValue>("minimum");
        QTest::addColumn<QJsonValue>("maximum");
        QTest::addColumn<qint64>("low");
        QTest::addColumn<qint64>("high");
        const qint64 usual = std::numeric_limits<qint32>::max();
        const QJsonValue none(QJsonValue::Undefined);
        QTest::newRow("none") << none << none << qint64(0) << usual;
        QTest::newRow("small") << QJsonValue(3) << QJsonValue(5) << qint64(3) << qint64(5);
        QTest::newRow("one") << QJsonValue(7) << QJsonValue(7) << qint64(7) << qint64(7);
        QTest::newRow("minus one is random")
            << QJsonValue(-1) << QJsonValue(100) << qint64(0) << qint64(100);
        QTest::newRow("64 bits") << QJsonValue(0) << QJsonValue(greatest) << qint64(0) << usual;
        QTest::newRow("all above 31 bits") << QJsonValue(qint64(1) << 40) << QJsonValue(greatest)
                                           << (qint64(1) << 40) << (qint64(1) << 40);
        QTest::newRow("the wrong way round")
            << QJsonValue(9) << QJsonValue(2) << qint64(9) << qint64(9);
    }
    void drawsWithinBounds()
    {
        QFETCH(QJsonValue, minimum);
        QFETCH(QJsonValue, maximum);
        QFETCH(qint64, low);
        QFETCH(qint64, high);
        QRandomGenerator random(9);
        for (int i = 0; i < 200; ++i) {
            const qint64 seed = drawSeed(between(minimum, maximum), random);
            QVERIFY(seed >= low && seed <= high);
        }
    }

    void turns()
    {
        QRandomGenerator random(4);
        const NumberRange range = between(0, 10);
        const QJsonValue empty(QJsonValue::Undefined);

        const SeedTurn anew = seedTurn(SeedPolicy::Random, range, 5, random);
        QVERIFY(anew.next.isUndefined());
        QVERIFY(anew.sent >= 0 && anew.sent <= 10);

        QCOMPARE(seedTurn(SeedPolicy::Fixed, range, 5, random).sent, 5);
        QCOMPARE(seedTurn(SeedPolicy::Fixed, range, 5, random).next, QJsonValue(5));
        const SeedTurn first = seedTurn(SeedPolicy::Fixed, range, empty, random);
        QCOMPARE(first.next.toInteger(), first.sent);

        QCOMPARE(seedTurn(SeedPolicy::Increment, range, 5, random).sent, 5);
        QCOMPARE(seedTurn(SeedPolicy::Increment, range, 5, random).next, QJsonValue(6));
        QCOMPARE(seedTurn(SeedPolicy::Increment, range, 10, random).next, QJsonValue(0));
        const SeedTurn end = seedTurn(SeedPolicy::Increment, between(0, empty), greatest, random);
        QCOMPARE(end.sent, greatest);
        QCOMPARE(end.next, QJsonValue(0));
    }

    void findsTheSeedOfAModel()
    {
        FieldSpec root;
        root.kind = FieldKind::Object;
        QVERIFY(!seedField(root));
        FieldSpec seed;
        seed.name = u"seed"_s;
        seed.kind = FieldKind::Seed;
        root.children.append(seed);
        QCOMPARE(seedField(root)->name, u"seed"_s);
        root.children.first().hidden = true;
        QVERIFY(!seedField(root));
    }
};

QTEST_GUILESS_MAIN(TestSeedPolicy)

#include "tst_seedpolicy.moc"
