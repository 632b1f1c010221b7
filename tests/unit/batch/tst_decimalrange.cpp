#include "core/batch/decimalrange.h"

#include <QRandomGenerator>
#include <QTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

namespace {

QString joined(const QList<Decimal> &numbers)
{
    QStringList texts;
    for (const Decimal &number : numbers)
        texts.append(number.toString());
    return texts.join(u' ');
}

} // namespace

class TestDecimalRange : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("number");
        QTest::newRow("whole") << u"12"_s << u"12"_s;
        QTest::newRow("fraction") << u" 0.250 "_s << u"0.25"_s;
        QTest::newRow("bare fraction") << u".5"_s << u"0.5"_s;
        QTest::newRow("bare point") << u"5."_s << u"5"_s;
        QTest::newRow("negative") << u"-3.10"_s << u"-3.1"_s;
        QTest::newRow("negative fraction") << u"-0.05"_s << u"-0.05"_s;
        QTest::newRow("exponent") << u"1e-3"_s << u"0.001"_s;
        QTest::newRow("large exponent") << u"2E3"_s << u"2000"_s;
        QTest::newRow("zeros") << u"000.000"_s << u"0"_s;
        QTest::newRow("fifteen digits") << u"123456789012345"_s << u"123456789012345"_s;
        QTest::newRow("too many digits") << u"1234567890123456"_s << QString();
        QTest::newRow("too large") << u"1e40"_s << QString();
        QTest::newRow("too small") << u"1e-40"_s << QString();
        QTest::newRow("comma") << u"0,5"_s << QString();
        QTest::newRow("words") << u"one"_s << QString();
        QTest::newRow("point") << u"."_s << QString();
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("inf") << u"inf"_s << QString();
    }
    void reads()
    {
        QFETCH(QString, text);
        QFETCH(QString, number);
        const auto read = Decimal::read(text);
        QCOMPARE(read ? read->toString() : QString(), number);
    }

    void stepsAreExact_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("step");
        QTest::addColumn<QString>("numbers");
        QTest::newRow("tenths") << u"0"_s << u"0.5"_s << u"0.1"_s << u"0 0.1 0.2 0.3 0.4 0.5"_s;
        QTest::newRow("down") << u"1"_s << u"0.4"_s << u"0.3"_s << u"1 0.7 0.4"_s;
        QTest::newRow("end is missed") << u"1"_s << u"10"_s << u"4"_s << u"1 5 9"_s;
        QTest::newRow("one") << u"2"_s << u"2"_s << u"1"_s << u"2"_s;
        QTest::newRow("across zero") << u"-0.2"_s << u"0.2"_s << u"0.2"_s << u"-0.2 0 0.2"_s;
        QTest::newRow("sign of the step") << u"1"_s << u"3"_s << u"-1"_s << u"1 2 3"_s;
        QTest::newRow("no step") << u"1"_s << u"3"_s << u"0"_s << QString();
        QTest::newRow("too many") << u"0"_s << u"100000"_s << u"0.001"_s << QString();
    }
    void stepsAreExact()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, step);
        QFETCH(QString, numbers);
        QCOMPARE(joined(decimalsByStep(*Decimal::read(from), *Decimal::read(to),
                                       *Decimal::read(step), 1000)),
                 numbers);
    }

    void counts_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("decimals");
        QTest::addColumn<QString>("numbers");
        QTest::newRow("thirds") << u"0"_s << u"1"_s << 4 << 3 << u"0 0.333 0.667 1"_s;
        QTest::newRow("whole") << u"1"_s << u"10"_s << 4 << 0 << u"1 4 7 10"_s;
        QTest::newRow("meeting") << u"1"_s << u"3"_s << 9 << 0 << u"1 2 3"_s;
        QTest::newRow("fine ends stay") << u"0.0005"_s << u"1"_s << 3 << 2 << u"0.0005 0.5 1"_s;
        QTest::newRow("one") << u"5"_s << u"9"_s << 1 << 2 << u"5"_s;
        QTest::newRow("none") << u"5"_s << u"9"_s << 0 << 2 << QString();
        QTest::newRow("down") << u"1"_s << u"0"_s << 3 << 3 << u"1 0.5 0"_s;
    }
    void counts()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(int, count);
        QFETCH(int, decimals);
        QFETCH(QString, numbers);
        QCOMPARE(joined(decimalsByCount(*Decimal::read(from), *Decimal::read(to), count, decimals)),
                 numbers);
    }

    void randomRangesKeepTheirSteps()
    {
        QRandomGenerator random(7);
        for (int round = 0; round < 5000; ++round) {
            const Decimal from{random.bounded(-100'000, 100'000), random.bounded(0, 7)};
            const Decimal step{random.bounded(1, 5000), random.bounded(0, 7)};
            const int count = random.bounded(1, 50);
            // The end is reached exactly: from + (count - 1) * step, worked out in whole numbers.
            const int scale = std::max(from.scale, step.scale);
            qint64 first = from.digits;
            for (int i = from.scale; i < scale; ++i)
                first *= 10;
            qint64 stride = step.digits;
            for (int i = step.scale; i < scale; ++i)
                stride *= 10;
            const Decimal to{first + stride * (count - 1), scale};
            const QList<Decimal> numbers = decimalsByStep(from, to, step, 1000);
            QCOMPARE(numbers.size(), count);
            QVERIFY(numbers.constFirst() == from);
            QVERIFY(numbers.constLast() == to);
            for (const Decimal &number : numbers)
                QVERIFY(*Decimal::read(number.toString()) == number);
        }
    }
};

QTEST_GUILESS_MAIN(TestDecimalRange)

#include "tst_decimalrange.moc"
