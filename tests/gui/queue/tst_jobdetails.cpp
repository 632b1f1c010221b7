#include "tests/gui/queue/queuefixture.h"
#include "ui/queue/jobdetails.h"
#include "ui/queue/jobtiming.h"
#include "ui/queue/timingbar.h"
#include "ui/theme/theme.h"
#include "ui/widgets/messagepage.h"

#include <QClipboard>
#include <QElapsedTimer>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QToolButton>
#include <QtTest>

using namespace peregrine;
using namespace peregrine::test;
using namespace Qt::StringLiterals;

class TestJobDetails : public QObject
{
    Q_OBJECT

private:
    using Kind = JobPhase::Kind;

    /// All texts that are seen.
    static QString seen(const QWidget &details)
    {
        QStringList texts;
        const auto labels = details.findChildren<QLabel *>();
        for (const QLabel *label : labels) {
            if (label->isVisible())
                texts.append(label->text());
        }
        return texts.join(u'\n').remove(QChar(u'\u200b'));
    }

    static Job doneJob()
    {
        Job job = makeJob(1, JobState::Done);
        job.endpoint = *EndpointId::parse(u"fal-ai/flux/dev"_s);
        job.server = u"fal"_s;
        job.statusUrl = QUrl(u"https://queue.fal.run/fal-ai/flux/requests/request-1/status"_s);
        job.responseUrl = QUrl(u"https://queue.fal.run/fal-ai/flux/requests/request-1"_s);
        job.cancelUrl = QUrl(u"https://queue.fal.run/fal-ai/flux/requests/request-1/cancel"_s);
        job.submittedAt = job.createdAt.addSecs(5);
        job.startedAt = job.createdAt.addSecs(15);
        job.endedAt = job.createdAt.addSecs(75);
        job.inferenceSeconds = 50;
        job.attempts = 1;
        job.cost = {0.03, 0.025};
        return job;
    }

private Q_SLOTS:
    void phasesOfAJob()
    {
        const Job job = doneJob();
        QCOMPARE(phasesOf(job, job.endedAt),
                 (QList<JobPhase>{{Kind::Here, 5000, false},
                                  {Kind::Queued, 10'000, false},
                                  {Kind::Running, 50'000, false},
                                  {Kind::Fetching, 10'000, false}}));
        // What the server does not tell is not told apart.
        Job untold = job;
        untold.inferenceSeconds = 0;
        QCOMPARE(phasesOf(untold, job.endedAt).constLast(),
                 (JobPhase{Kind::Running, 60'000, false}));
        untold.inferenceSeconds = 1e12;
        QCOMPARE(phasesOf(untold, job.endedAt).size(), 3);
    }

    void phasesWhileItGoesOn()
    {
        Job job = makeJob(1, JobState::Waiting);
        QCOMPARE(phasesOf(job, job.createdAt.addSecs(9)),
                 (QList<JobPhase>{{Kind::Here, 9000, true}}));
        job = makeJob(1, JobState::Queued);
        QVERIFY(phasesOf(job, job.createdAt.addSecs(9)).constLast().isOpen);
        // A clock that was set back, and times that are not there.
        for (const JobPhase &phase : phasesOf(job, job.createdAt.addSecs(-100)))
            QVERIFY(phase.milliseconds >= 0);
        job.createdAt = {};
        QVERIFY(phasesOf(job, QDateTime::currentDateTimeUtc()).isEmpty());
        Job canceled = makeJob(2, JobState::Canceled);
        canceled.submittedAt = {};
        QCOMPARE(phasesOf(canceled, canceled.endedAt).size(), 1);
    }

    void everythingIsThereAndCanBeCopied()
    {
        JobDetails details;
        details.resize(320, 700);
        details.show();
        QVERIFY(QTest::qWaitForWindowExposed(&details));
        const auto *page = details.findChild<MessagePage *>();
        QVERIFY(page->isVisible());
        details.setJob(doneJob());
        QVERIFY(!page->isVisible());
        const QString text = seen(details);
        for (const QString &part :
             {u"Prompt 1"_s, u"fal-ai/flux/dev"_s, u"request-1"_s, u"/status"_s, u"/cancel"_s,
              u"$0.025"_s, u"Running&nbsp;50&nbsp;s"_s, u"Attempts"_s})
            QVERIFY2(text.contains(part) || text.contains(part.toHtmlEscaped()),
                     qPrintable(part + u'\n' + text));
        QVERIFY(details.findChild<QPlainTextEdit *>()->toPlainText().contains(u"\"Prompt 1\""_s));
        int copied = 0;
        const auto buttons = details.findChildren<QToolButton *>();
        for (QToolButton *button : buttons) {
            if (!button->isVisible())
                continue;
            QVERIFY(!button->accessibleName().isEmpty());
            button->click();
            QVERIFY(text.contains(QGuiApplication::clipboard()->text()));
            ++copied;
        }
        QCOMPARE(copied, 5);
        QVERIFY(!details.findChild<QLabel *>(u"jobError"_s)->isVisible());
        QVERIFY(
            details.findChild<TimingBar *>()->accessibleDescription().contains(u"Running: 50 s"_s));
        details.clear();
        QVERIFY(page->isVisible());
    }

    void whatIsNotKnownIsNotThere()
    {
        JobDetails details;
        details.show();
        details.setJob(makeJob(1));
        const QString text = seen(details);
        QVERIFY(!text.contains(u"Request id"_s));
        QVERIFY(!text.contains(u"Cost"_s));
        QVERIFY(!text.contains(u"Attempts"_s));
    }

    void whatWentWrongInFull()
    {
        JobDetails details;
        details.resize(320, 700);
        details.show();
        Job job = makeJob(1, JobState::Failed);
        job.error = Error{.message = u"<b>Two</b> inputs were rejected."_s,
                          .httpStatus = 422,
                          .fields = {{{u"loras"_s, u"0"_s}, u"is missing"_s, {}}}};
        details.setJob(job);
        const auto *error = details.findChild<QLabel *>(u"jobError"_s);
        QCOMPARE(error->textFormat(), Qt::PlainText);
        QCOMPARE(error->text(),
                 u"<b>Two</b> inputs were rejected.\nloras › 0: is missing\nThe server answered "
                 "with status 422."_s);
        job.state = JobState::Done;
        job.error.reset();
        details.setJob(job);
        QVERIFY(!error->isVisible());
    }

    void hugeInputsAndErrorsDoNotStall()
    {
        JobDetails details;
        details.resize(320, 700);
        details.show();
        Job job = makeJob(1, JobState::Failed);
        job.input.insert(u"prompt"_s, QString(3'000'000, u'x'));
        job.error->message = QString(1'000'000, u'e');
        for (int i = 0; i < 5000; ++i)
            job.error->fields.append({{u"a"_s}, QString(100, u'f'), {}});
        QElapsedTimer timer;
        timer.start();
        details.setJob(job);
        QVERIFY(!details.grab().isNull());
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
    }
};

QTEST_MAIN(TestJobDetails)
#include "tst_jobdetails.moc"
