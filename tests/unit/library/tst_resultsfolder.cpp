#include "core/library/resultsfolder.h"

#include <QTest>

using namespace peregrine;

class TestResultsFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void stored_data();
    void stored();
    void leadingOutIsRefused();
    void withoutFolder();
};

void TestResultsFolder::stored_data()
{
    QTest::addColumn<QString>("absolute");
    QTest::addColumn<QString>("kept");
    QTest::newRow("inside") << QStringLiteral("/r/a.png") << QStringLiteral("a.png");
    QTest::newRow("deeper") << QStringLiteral("/r/2026/a.png") << QStringLiteral("2026/a.png");
    QTest::newRow("outside") << QStringLiteral("/s/a.png") << QStringLiteral("/s/a.png");
    QTest::newRow("same beginning") << QStringLiteral("/results/a") << QStringLiteral("/results/a");
}

void TestResultsFolder::stored()
{
    QFETCH(QString, absolute);
    QFETCH(QString, kept);
    const ResultsFolder results(QStringLiteral("/r/"));
    QCOMPARE(results.stored(absolute), kept);
    QCOMPARE(results.absolute(kept), absolute);
}

void TestResultsFolder::leadingOutIsRefused()
{
    const ResultsFolder results(QStringLiteral("/r"));
    QCOMPARE(results.absolute(QStringLiteral("../s/a.png")), QString());
    QCOMPARE(results.absolute(QStringLiteral("x/../../s")), QString());
    QCOMPARE(results.absolute({}), QString());
    QCOMPARE(results.stored(QStringLiteral("/r/../s/a.png")), QStringLiteral("/s/a.png"));
}

void TestResultsFolder::withoutFolder()
{
    const ResultsFolder results;
    QCOMPARE(results.stored(QStringLiteral("/r/a.png")), QStringLiteral("/r/a.png"));
    QCOMPARE(results.absolute(QStringLiteral("a.png")), QString());
}

QTEST_GUILESS_MAIN(TestResultsFolder)
#include "tst_resultsfolder.moc"
