#include "tests/gui/queue/queuefixture.h"
#include "ui/queue/logmodel.h"
#include "ui/queue/logtext.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

class TestLogModel : public QObject
{
    Q_OBJECT

private:
    using Tester = QAbstractItemModelTester;
    static constexpr auto fatal = Tester::FailureReportingMode::QtTest;

private Q_SLOTS:
    void resetAndAppend()
    {
        LogModel model;
        const Tester tester(&model, fatal);
        model.reset(jobId(1), makeLines(3));
        model.append(jobId(1), {makeLine(u"Last"_s)});
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(3).data().toString(), u"Last"_s);
        QCOMPARE(model.index(3).data(LogModel::LineRole).value<LogLine>(), makeLine(u"Last"_s));
        model.reset(jobId(2), {});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.job(), jobId(2));
    }

    void linesOfAnotherJobArePassedOver()
    {
        LogModel model;
        const Tester tester(&model, fatal);
        model.reset(jobId(1), makeLines(1));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.append(jobId(2), makeLines(5));
        model.append(jobId(1), {});
        QCOMPARE(inserted.size(), 0);
        QCOMPARE(model.rowCount(), 1);
    }

    void theOldestGo()
    {
        constexpr int cap = LogModel::maxLines;
        LogModel model;
        const Tester tester(&model, Tester::FailureReportingMode::QtTest);
        model.reset(jobId(1), makeLines(cap + 10));
        QCOMPARE(model.rowCount(), cap);
        QCOMPARE(model.lineAt(0).message, u"Line 10"_s);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.append(jobId(1), {makeLine(u"A"_s), makeLine(u"B"_s)});
        QCOMPARE(removed.size(), 1);
        QCOMPARE(model.rowCount(), cap);
        QCOMPARE(model.lineAt(0).message, u"Line 12"_s);
        QCOMPARE(model.lineAt(cap - 1).message, u"B"_s);
        // More at once than there is room for.
        model.append(jobId(1), makeLines(cap + 5));
        QCOMPARE(model.rowCount(), cap);
        QCOMPARE(model.lineAt(0).message, u"Line 5"_s);
    }

    void fullText()
    {
        const LogLine line = makeLine(u"50 %1 done"_s, LogLine::Level::Warning);
        const QString time = line.time.toLocalTime().toString(u"HH:mm:ss.zzz"_s);
        QCOMPARE(logtext::full(line), time + u"  WARN   50 %1 done"_s);
        LogLine timeless = line;
        timeless.time = {};
        QCOMPARE(logtext::full(timeless), u"--:--:--.---  WARN   50 %1 done"_s);
    }

    void shownText_data()
    {
        QTest::addColumn<QString>("message");
        QTest::addColumn<QString>("expected");
        QTest::newRow("plain") << u"Step 1\tof 2\nand more"_s << u"Step 1\tof 2\nand more"_s;
        QTest::newRow("colours") << u"\x1b[1;32mOK\x1b[0m done"_s << u"OK done"_s;
        QTest::newRow("progress bar") << u"\r 10%\r 20%\r\n"_s << u" 10%\n 20%"_s;
        QTest::newRow("bell and nul") << u"a\x07"
                                         u"b"_s
                + QChar(0) << u"a\u2407b\u2400"_s;
        QTest::newRow("escape alone") << u"\x1b rest\x7f"_s << u"\u241b rest\u2421"_s;
        QTest::newRow("html") << u"<b>&amp;</b>"_s << u"<b>&amp;</b>"_s;
        QTest::newRow("empty") << QString() << QString();
    }

    void shownText()
    {
        QFETCH(QString, message);
        QFETCH(QString, expected);
        QCOMPARE(logtext::shown(message), expected);
    }

    void longTextIsCutWithANote()
    {
        const QString shown = logtext::shown(QString(1'000'000, u'x'));
        QVERIFY(shown.startsWith(QString(logtext::longestShown, u'x')));
        QVERIFY(shown.contains(u"996000"_s) || shown.contains(u"996,000"_s));
        QVERIFY(shown.size() < logtext::longestShown + 100);
    }
};

QTEST_MAIN(TestLogModel)
#include "tst_logmodel.moc"
