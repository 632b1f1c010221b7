#include "core/spending/spendguard.h"

#include <QTest>

#include <limits>

using namespace peregrine;

using Verdict = SpendDecision::Verdict;

namespace {

QList<SpendItem> jobs(int count, std::optional<double> each,
                      const QString &server = QStringLiteral("fal"))
{
    return QList<SpendItem>(count, {server, each});
}

SpendTotals spentToday(double amount, double reserved = 0)
{
    SpendTotals totals;
    totals.session.estimated = amount;
    totals.day.estimated = amount;
    totals.month.estimated = amount;
    totals.reserved.estimated = reserved;
    return totals;
}

SpendLimits perDay(double amount)
{
    SpendLimits limits;
    limits.perDay = amount;
    return limits;
}

} // namespace

class TestSpendGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutLimits();
    void sentences();
    void whatIsReservedCounts();
    void perJob();
    void stops();
    void onceAllowed();
    void unknownPrices();
    void theLocalServerIsFree();
    void toTheCent();
    void amounts_data();
    void amounts();
};

void TestSpendGuard::withoutLimits()
{
    const SpendDecision decision = decideSpending(jobs(100, 3), {}, spentToday(1000));
    QCOMPARE(decision.verdict, Verdict::Allowed);
    QCOMPARE(decision.cost, 300.0);
    QCOMPARE(decision.jobs, 100);
    QVERIFY(decision.reasons.isEmpty());
    QCOMPARE(decideSpending({}, perDay(0), {}).verdict, Verdict::Allowed);
}

void TestSpendGuard::sentences()
{
    const SpendDecision batch = decideSpending(jobs(60, 0.08), perDay(5), spentToday(4.1));
    QCOMPARE(batch.verdict, Verdict::Asks);
    QCOMPARE(batch.reasons,
             QStringList{
                 QStringLiteral("This batch costs about $4.80; $0.90 are left of today's $5.00.")});
    const SpendDecision one = decideSpending(jobs(1, 0.025), perDay(5), spentToday(5));
    QCOMPARE(one.reasons,
             QStringList{
                 QStringLiteral("This job costs about $0.025; nothing is left of today's $5.00.")});
    SpendLimits all;
    all.perSession = 1;
    all.perDay = 1;
    all.perMonth = 1;
    QCOMPARE(decideSpending(jobs(2, 1), all, {}).reasons.size(), 3);
}

void TestSpendGuard::whatIsReservedCounts()
{
    QCOMPARE(decideSpending(jobs(1, 0.5), perDay(5), spentToday(4)).verdict, Verdict::Allowed);
    QCOMPARE(decideSpending(jobs(1, 0.5), perDay(5), spentToday(4, 0.6)).verdict, Verdict::Asks);
}

void TestSpendGuard::perJob()
{
    SpendLimits limits;
    limits.perJob = 1;
    QCOMPARE(decideSpending(jobs(50, 1), limits, {}).verdict, Verdict::Allowed);
    QList<SpendItem> mixed = jobs(3, 0.5);
    mixed.append({QStringLiteral("fal"), 2});
    const SpendDecision decision = decideSpending(mixed, limits, {});
    QCOMPARE(decision.verdict, Verdict::Asks);
    QCOMPARE(decision.reasons,
             QStringList{QStringLiteral(
                 "The dearest of these jobs costs about $2.00; a job may cost $1.00.")});
}

void TestSpendGuard::stops()
{
    SpendLimits limits = perDay(5);
    limits.perSession = 1;
    limits.stops = SpendLimit::Day;
    QCOMPARE(decideSpending(jobs(1, 2), limits, {}).verdict, Verdict::Asks);
    const SpendDecision decision = decideSpending(jobs(1, 6), limits, {});
    QCOMPARE(decision.verdict, Verdict::Refused);
    // Only what refuses is told.
    QCOMPARE(decision.reasons.size(), 1);
    QVERIFY(decision.reasons.first().contains(QStringLiteral("today's $5.00")));
}

void TestSpendGuard::onceAllowed()
{
    SpendLimits limits = perDay(5);
    limits.perMonth = 10;
    limits.stops = SpendLimit::Month;
    limits.asksForUnknownPrices = true;
    QCOMPARE(decideSpending(jobs(1, 6), limits, {}, false).verdict, Verdict::Allowed);
    QCOMPARE(decideSpending(jobs(1, std::nullopt), limits, {}, false).verdict, Verdict::Allowed);
    QCOMPARE(decideSpending(jobs(1, 11), limits, {}, false).verdict, Verdict::Refused);
}

void TestSpendGuard::unknownPrices()
{
    SpendLimits limits = perDay(5);
    const SpendDecision silent = decideSpending(jobs(1, std::nullopt), limits, {});
    QCOMPARE(silent.verdict, Verdict::Allowed);
    QCOMPARE(silent.unpriced, 1);
    limits.asksForUnknownPrices = true;
    const SpendDecision asked = decideSpending(jobs(1, std::nullopt), limits, {});
    QCOMPARE(asked.verdict, Verdict::Asks);
    QCOMPARE(asked.reasons,
             QStringList{QStringLiteral("The price of this job is not known before it is done.")});
    // Where nothing is left, any price is too high.
    const SpendDecision none = decideSpending(jobs(1, std::nullopt), perDay(5), spentToday(5));
    QCOMPARE(none.verdict, Verdict::Asks);
    QCOMPARE(none.reasons,
             QStringList{QStringLiteral(
                 "What this job costs is not known; nothing is left of today's $5.00.")});
    QList<SpendItem> mixed = jobs(2, 3);
    mixed += jobs(2, std::nullopt);
    const SpendDecision both = decideSpending(mixed, perDay(5), {});
    QCOMPARE(both.reasons.size(), 2);
    QCOMPARE(decideSpending(jobs(1, std::numeric_limits<double>::quiet_NaN()), limits, {}).unpriced,
             1);
}

void TestSpendGuard::theLocalServerIsFree()
{
    SpendLimits limits = perDay(0);
    limits.asksForUnknownPrices = true;
    limits.stops = SpendLimit::Day;
    const auto local = jobs(5, std::nullopt, QStringLiteral("local"));
    QCOMPARE(decideSpending(local, limits, spentToday(9)).verdict, Verdict::Allowed);
    QCOMPARE(decideSpending(local + jobs(1, 0.1), limits, {}).jobs, 1);
    QCOMPARE(decideSpending(local + jobs(1, 0.1), limits, {}).verdict, Verdict::Refused);
}

void TestSpendGuard::toTheCent()
{
    // Ten times ten cents are a dollar, whatever binary fractions say.
    QCOMPARE(decideSpending(jobs(10, 0.1), perDay(1), {}).verdict, Verdict::Allowed);
    QCOMPARE(decideSpending(jobs(1, 0.1), perDay(1), spentToday(0.9)).verdict, Verdict::Allowed);
    QCOMPARE(decideSpending(jobs(1, 0.1001), perDay(1), spentToday(0.9)).verdict, Verdict::Asks);
    // A limit of nothing is one.
    QCOMPARE(decideSpending(jobs(1, 0.001), perDay(0), {}).verdict, Verdict::Asks);
}

void TestSpendGuard::amounts_data()
{
    QTest::addColumn<double>("amount");
    QTest::addColumn<QString>("text");
    QTest::newRow("nothing") << 0.0 << QStringLiteral("$0.00");
    QTest::newRow("cents") << 0.9 << QStringLiteral("$0.90");
    QTest::newRow("noise") << 0.1 + 0.2 << QStringLiteral("$0.30");
    QTest::newRow("parts of a cent") << 0.025 << QStringLiteral("$0.025");
    QTest::newRow("dollars") << 12.345 << QStringLiteral("$12.35");
    QTest::newRow("nearly a dollar") << 0.99999 << QStringLiteral("$1.00");
    QTest::newRow("tiny") << 0.00002 << QStringLiteral("$0.00002");
}

void TestSpendGuard::amounts()
{
    QLocale::setDefault(QLocale::c());
    QFETCH(double, amount);
    QFETCH(QString, text);
    QCOMPARE(dollars(amount), text);
    QCOMPARE(spentText({amount, 0, 0}), text);
    QCOMPARE(spentText({amount, 0, 1}), QStringLiteral("≈ %1").arg(text));
}

QTEST_GUILESS_MAIN(TestSpendGuard)
#include "tst_spendguard.moc"
