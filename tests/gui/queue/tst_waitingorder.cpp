#include "ui/queue/waitingorder.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace peregrine;

namespace {

using Numbers = QList<std::optional<double>>;

bool rises(const QList<double> &numbers)
{
    return std::adjacent_find(numbers.cbegin(), numbers.cend(), std::greater_equal<>())
        == numbers.cend();
}

int changes(const Numbers &old, const QList<double> &now)
{
    int count = 0;
    for (qsizetype i = 0; i < old.size(); ++i)
        count += old.at(i) && *old.at(i) == now.at(i) ? 0 : 1;
    return count;
}

} // namespace

class TestWaitingOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothing() { QVERIFY(risingNumbers({}).isEmpty()); }

    void oneMovedIsOneChanged()
    {
        Numbers old;
        for (int i = 0; i < 100; ++i)
            old.append(i * 10);
        for (const auto &[from, to] : {std::pair(90, 3), std::pair(3, 90), std::pair(0, 99),
                                       std::pair(99, 0), std::pair(50, 51)}) {
            Numbers moved = old;
            moved.move(from, to);
            const QList<double> numbers = risingNumbers(moved);
            QVERIFY(rises(numbers));
            QCOMPARE(changes(moved, numbers), 1);
        }
        Numbers sent = old;
        sent.removeFirst();
        QCOMPARE(changes(sent, risingNumbers(sent)), 0);
        Numbers added = old;
        added.append(std::nullopt);
        added.insert(40, std::nullopt);
        added.insert(40, std::nullopt);
        QCOMPARE(changes(added, risingNumbers(added)), 3);
        QVERIFY(rises(risingNumbers(added)));
    }

    void anyOrderRises()
    {
        QRandomGenerator random(5);
        for (int round = 0; round < 300; ++round) {
            Numbers old;
            for (int i = 0; i < 40; ++i)
                old.append(random.bounded(4) ? std::optional<double>(random.bounded(30))
                                             : std::nullopt);
            QVERIFY(rises(risingNumbers(old)));
        }
    }

    /// Always between the same two: sometime there is no number left.
    void roomRunsOut()
    {
        Numbers order{0.0, 1.0};
        for (int i = 0; i < 3000; ++i) {
            order.insert(1, std::nullopt);
            const QList<double> numbers = risingNumbers(order);
            QVERIFY(rises(numbers));
            order.clear();
            for (const double number : numbers)
                order.append(number);
            if (order.size() > 20)
                order.remove(2, 15);
        }
    }
};

QTEST_GUILESS_MAIN(TestWaitingOrder)
#include "tst_waitingorder.moc"
