#include "tests/gui/queue/queuefixture.h"
#include "ui/queue/logsearch.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QtTest>

using namespace peregrine;
using namespace Qt::StringLiterals;

class TestLogSearch : public QObject
{
    Q_OBJECT

private:
    static QStringList lines(int count)
    {
        QStringList lines;
        for (int i = 0; i < count; ++i)
            lines.append(u"step %1/28 loss=0.%2"_s.arg(i % 28).arg(i));
        return lines;
    }

    /// All that is found until the search is finished.
    static QList<LogMatch> all(LogSearch &search)
    {
        QList<LogMatch> matches;
        const auto context = std::make_unique<QObject>();
        connect(&search, &LogSearch::found, context.get(),
                [to = &matches](const QList<LogMatch> &found) { to->append(found); });
        QSignalSpy finished(&search, &LogSearch::finished);
        if (search.isBusy())
            finished.wait(30'000);
        return matches;
    }

private Q_SLOTS:
    void words()
    {
        LogSearch search;
        QVERIFY(search.isEmpty());
        search.add(0, lines(3));
        QVERIFY(!search.isBusy());
        search.setPattern(u"STEP 2/28 (x)"_s, false);
        search.add(10, {u"no"_s, u"a step 2/28 (X)"_s, u"\r\x1b[31mstep 2/28 (x)"_s});
        QCOMPARE(all(search), (QList<LogMatch>{{11, 2, 13}, {12, 0, 13}}));
    }

    void patterns()
    {
        LogSearch search;
        QSignalSpy failed(&search, &LogSearch::failed);
        search.setPattern(u"loss=0\\.1?7$"_s, true);
        search.add(0, lines(30));
        QCOMPARE(all(search), (QList<LogMatch>{{7, 10, 8}, {17, 11, 9}}));
        search.setPattern(u"[a-"_s, true);
        QCOMPARE(failed.size(), 1);
        QVERIFY(search.isEmpty());
        search.setPattern(u"[a-"_s, false);
        QCOMPARE(failed.size(), 1);
    }

    void portionsComeInOrder()
    {
        LogSearch search;
        search.setPattern(u"loss"_s, false);
        for (int i = 0; i < 10; ++i)
            search.add(i * 100, lines(100));
        const QList<LogMatch> matches = all(search);
        QCOMPARE(matches.size(), 1000);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(matches.at(i).line, i);
        QVERIFY(!search.isBusy());
    }

    void anotherPatternForgetsTheOneBefore()
    {
        LogSearch search;
        QSignalSpy found(&search, &LogSearch::found);
        for (int i = 0; i < 50; ++i) {
            search.setPattern(u"loss"_s, false);
            search.add(0, lines(5000));
        }
        search.setPattern(u"0.4999"_s, false);
        search.add(0, lines(5000));
        QSignalSpy finished(&search, &LogSearch::finished);
        QVERIFY(finished.wait(30'000));
        QCOMPARE(found.size(), 1);
        QCOMPARE(found.first().first().value<QList<LogMatch>>().size(), 1);
        search.setPattern({}, false);
        QVERIFY(search.isEmpty() && !search.isBusy());
    }

    void diesWhileItSearches()
    {
        for (int i = 0; i < 30; ++i) {
            LogSearch search;
            search.setPattern(u"(a+)+b|loss"_s, true);
            search.add(0, lines(3000));
        }
    }

    void aPatternThatTakesForEverIsGivenUp()
    {
        LogSearch search;
        QSignalSpy failed(&search, &LogSearch::failed);
        search.setPattern(u"(x+x+)+[yz]"_s, true);
        search.add(0, QStringList(100'000, QString(3000, u'x')));
        QVERIFY(failed.wait(60'000));
        QVERIFY(search.isEmpty());
    }
};

QTEST_MAIN(TestLogSearch)
#include "tst_logsearch.moc"
