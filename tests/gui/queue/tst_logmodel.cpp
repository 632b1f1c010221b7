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
    void linesComeAtTheEnd()
    {
        LogModel model;
        const Tester tester(&model, fatal);
        model.setSources({{jobId(1), {}, {}}});
        model.append(jobId(1), makeLines(3));
        model.append(jobId(1), {makeLine(u"Last"_s, LogLine::Level::Error)});
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(3).data().toString(), u"Last"_s);
        QCOMPARE(model.index(3).data(LogModel::LineRole).value<LogLine>(),
                 makeLine(u"Last"_s, LogLine::Level::Error));
        QCOMPARE(model.countOf(LogLine::Level::Info), 3);
        QCOMPARE(model.countOf(LogLine::Level::Error), 1);
        model.setSources({{jobId(2), {}, {}}});
        QCOMPARE(model.rowCount(), 0);
        QCOMPARE(model.countOf(LogLine::Level::Info), 0);
        QVERIFY(model.hasSource(jobId(2)) && !model.hasSource(jobId(1)));
    }

    void linesOfAnotherJobArePassedOver()
    {
        LogModel model;
        const Tester tester(&model, fatal);
        model.setSources({{jobId(1), {}, {}}});
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        model.append(jobId(2), makeLines(5));
        model.load(jobId(2), makeLines(5));
        model.append(jobId(1), {});
        QCOMPARE(inserted.size(), 0);
        QCOMPARE(model.rowCount(), 0);
    }

    void whatCameWhileTheLogWasReadStays()
    {
        LogModel model;
        const Tester tester(&model, fatal);
        model.setSources({{jobId(1), {}, {}}});
        model.append(jobId(1), {makeLine(u"new"_s)});
        model.load(jobId(1), makeLines(2));
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.lineAt(0).message, u"Line 0"_s);
        QCOMPARE(model.lineAt(2).message, u"new"_s);
        // An answer that comes later takes the place of the one before.
        model.load(jobId(1), makeLines(5));
        QCOMPARE(model.rowCount(), 6);
        QCOMPARE(model.lineAt(5).message, u"new"_s);
        QCOMPARE(model.countOf(LogLine::Level::Info), 6);
    }

    void jobsAreMergedByTime()
    {
        LogModel model;
        const Tester tester(&model, fatal);
        const auto at = [](int second, const QString &message) {
            LogLine line = makeLine(message);
            line.time = line.time.addSecs(second);
            return line;
        };
        model.setSources({{jobId(1), u"one"_s, {}}});
        model.setSource({jobId(2), u"two"_s, at(5, {}).time});
        model.append(jobId(2), {at(9, u"2c"_s)});
        model.load(jobId(1), {at(1, u"1a"_s), at(4, u"1b"_s), at(8, u"1c"_s)});
        model.load(jobId(2), {at(2, u"2a"_s), at(6, u"2b"_s)});
        QStringList words;
        for (int row = 0; row < model.rowCount(); ++row) {
            words.append(model.lineAt(row).message);
            QCOMPARE(model.sources().at(model.sourceAt(row)).title.left(1) == u"o"_s,
                     words.constLast().startsWith(u'1'));
        }
        QCOMPARE(words.join(u' '), u"1a 2a 1b 2b 1c 2c"_s);
        QCOMPARE(model.startOf(0), at(1, {}).time);
        QCOMPARE(model.startOf(1), at(5, {}).time);
    }

    void theOldestGo()
    {
        constexpr int cap = LogModel::maxLines;
        LogModel model;
        const Tester tester(&model, fatal);
        model.setSources({{jobId(1), {}, {}}});
        model.load(jobId(1), makeLines(cap));
        QCOMPARE(model.rowCount(), cap);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        model.append(jobId(1), {makeLine(u"A"_s), makeLine(u"B"_s)});
        QCOMPARE(removed.size(), 1);
        QVERIFY(model.rowCount() < cap && model.rowCount() > cap * 9 / 10);
        QCOMPARE(model.lineAt(model.rowCount() - 1).message, u"B"_s);
        // A line keeps its number.
        QCOMPARE(model.lineAt(0).message, u"Line %1"_s.arg(model.firstNumber()));
        // Room for many more lines before the next ones go.
        model.append(jobId(1), makeLines(1000));
        QCOMPARE(removed.size(), 1);
        // More at once than there is room for.
        model.append(jobId(1), makeLines(cap + 5));
        QVERIFY(model.rowCount() <= cap);
        QCOMPARE(model.lineAt(model.rowCount() - 1).message, u"Line %1"_s.arg(cap + 4));
        QCOMPARE(model.countOf(LogLine::Level::Info), model.rowCount());
    }

    void hugeLinesTakeTheRoomOfMany()
    {
        LogModel model;
        const Tester tester(&model, fatal);
        model.setSources({{jobId(1), {}, {}}});
        const QString huge(4 * 1024 * 1024, u'x');
        for (int i = 0; i < 20; ++i)
            model.append(jobId(1), {makeLine(huge)});
        QCOMPARE(model.rowCount(), 8);
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
