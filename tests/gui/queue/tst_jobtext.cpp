#include "resources/resources.h"
#include "tests/gui/queue/queuefixture.h"
#include "ui/queue/jobtext.h"

#include <QFile>
#include <QLocale>
#include <QSet>
#include <QtTest>

#include <limits>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

class TestJobText : public QObject
{
    Q_OBJECT

private:
    static QString summaryAt(const Job &job, const QDateTime &now)
    {
        return jobtext::summary(job, queueProgress(job, std::nullopt, now), now);
    }

private Q_SLOTS:
    void initTestCase()
    {
        initResources();
        QLocale::setDefault(QLocale::c());
    }

    void everyStateHasWordAndIcon()
    {
        QSet<QString> words;
        for (const JobState state : allStates) {
            const QString word = jobtext::state(state);
            QVERIFY2(!word.isEmpty(), qPrintable(jobStateName(state)));
            QVERIFY2(!words.contains(word), qPrintable(word));
            words.insert(word);
            QVERIFY(QFile::exists(u":/icons/%1.svg"_s.arg(jobtext::iconName(state))));
        }
    }

    void summary_data()
    {
        QTest::addColumn<JobState>("state");
        QTest::addColumn<QString>("expected");

        // 30 s after it was sent; ended ones took 75 s.
        QTest::newRow("waiting") << JobState::Waiting << u"Waiting  ·  30 s"_s;
        QTest::newRow("uploading") << JobState::Uploading << u"Uploading  ·  30 s"_s;
        QTest::newRow("submitting") << JobState::Submitting << u"Sending  ·  30 s"_s;
        QTest::newRow("queued") << JobState::Queued << u"In the queue  ·  2 ahead  ·  30 s"_s;
        QTest::newRow("running") << JobState::Running << u"Running  ·  40%  ·  30 s"_s;
        QTest::newRow("canceling") << JobState::Canceling << u"Canceling  ·  30 s"_s;
        QTest::newRow("fetching") << JobState::Fetching << u"Fetching result  ·  30 s"_s;
        QTest::newRow("done") << JobState::Done << u"Done  ·  1 min 15 s"_s;
        QTest::newRow("failed") << JobState::Failed
                                << u"Failed: The server closed the connection."_s;
        QTest::newRow("canceled") << JobState::Canceled << u"Canceled  ·  1 min 15 s"_s;
        QTest::newRow("unknown") << JobState::Unknown
                                 << u"Unknown: The server closed the connection."_s;
    }

    void summary()
    {
        QFETCH(JobState, state);
        QFETCH(QString, expected);
        const Job job = makeJob(1, state);
        QCOMPARE(summaryAt(job, job.createdAt.addSecs(30)), expected);
    }

    void summaryIsOneLine()
    {
        Job job = makeJob(1, JobState::Failed);
        job.error->message = u"First\nsecond %1 %2\tthird"_s;
        QCOMPARE(summaryAt(job, job.endedAt), u"Failed: First second %1 %2 third"_s);
    }

    void failedWithoutReason()
    {
        Job job = makeJob(1, JobState::Failed);
        job.error.reset();
        QCOMPARE(summaryAt(job, job.endedAt), u"Failed  ·  1 min 15 s"_s);
    }

    void progressOutOfRange_data()
    {
        QTest::addColumn<double>("progress");
        QTest::addColumn<QString>("expected");
        QTest::newRow("over") << 40.0 << u"Running  ·  100%  ·  0 s"_s;
        QTest::newRow("under") << -1.0 << u"Running  ·  0%  ·  0 s"_s;
        QTest::newRow("no number")
            << std::numeric_limits<double>::quiet_NaN() << u"Running  ·  0%  ·  0 s"_s;
    }

    void progressOutOfRange()
    {
        QFETCH(double, progress);
        QFETCH(QString, expected);
        Job job = makeJob(1, JobState::Running);
        job.progress = progress;
        QCOMPARE(summaryAt(job, job.submittedAt), expected);
    }

    void place()
    {
        QCOMPARE(jobtext::place(-1), QString());
        QCOMPARE(jobtext::place(0), u"next in line"_s);
        QCOMPARE(jobtext::place(12), u"12 ahead"_s);
    }

    void seconds()
    {
        QCOMPARE(jobtext::seconds(0), u"0 s"_s);
        QCOMPARE(jobtext::seconds(59), u"59 s"_s);
        QCOMPARE(jobtext::seconds(60), u"1 min 00 s"_s);
        QCOMPARE(jobtext::seconds(3599), u"59 min 59 s"_s);
        QCOMPARE(jobtext::seconds(3780), u"1 h 03 min"_s);
    }

    void shortOnesHaveTenths()
    {
        QCOMPARE(jobtext::duration(0), u"0.0 s"_s);
        QCOMPARE(jobtext::duration(949), u"0.9 s"_s);
        QCOMPARE(jobtext::duration(9'949), u"9.9 s"_s);
        QCOMPARE(jobtext::duration(9'950), u"10 s"_s);
        QCOMPARE(jobtext::duration(75'400), u"1 min 15 s"_s);
        Job job = makeJob(1, JobState::Done);
        job.endedAt = job.submittedAt.addMSecs(1'240);
        QCOMPARE(jobtext::elapsed(job, job.endedAt), u"1.2 s"_s);
    }

    void clockSetBackGivesNoNegativeTime()
    {
        const Job job = makeJob(1, JobState::Running);
        QCOMPARE(jobtext::elapsed(job, job.submittedAt.addSecs(-100)), u"0 s"_s);
    }

    void neverSentHasNoElapsed()
    {
        Job job = makeJob(1, JobState::Canceled);
        QVERIFY(!jobtext::elapsed(job, job.endedAt).isEmpty());
        job.submittedAt = {};
        QCOMPARE(jobtext::elapsed(job, job.endedAt), QString());
    }

    void noTimesNoElapsed()
    {
        Job job = makeJob(1, JobState::Done);
        job.endedAt = {};
        QCOMPARE(jobtext::elapsed(job, job.submittedAt), QString());
    }
};

QTEST_MAIN(TestJobText)
#include "tst_jobtext.moc"
