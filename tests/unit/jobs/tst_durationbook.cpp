#include "core/jobs/durationbook.h"

#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace peregrine;
using namespace std::chrono_literals;

namespace {

EndpointId endpoint(const QString &id)
{
    return *EndpointId::parse(id);
}

const EndpointId &paint()
{
    static const EndpointId id = endpoint(QStringLiteral("local/paint"));
    return id;
}

PastRun run(int number, std::chrono::milliseconds duration)
{
    return {JobId(QStringLiteral("job-%1").arg(number, 5, 10, QLatin1Char('0'))),
            QStringLiteral("local"), paint(), duration};
}

Job done(double inference, int seconds)
{
    Job job;
    job.id = JobId(makeIdText());
    job.server = QStringLiteral("local");
    job.endpoint = paint();
    job.state = JobState::Done;
    job.inferenceSeconds = inference;
    job.startedAt = QDateTime(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    job.endedAt = job.startedAt.addSecs(seconds);
    return job;
}

} // namespace

class TestDurationBook : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatOneJobSays();
    void saysNothingWithoutBasis();
    void theNewestCount();
    void orderAndRepetitionDoNotMatter();
};

void TestDurationBook::whatOneJobSays()
{
    QCOMPARE(pastRunOf(done(1.5, 10))->duration, 1500ms);
    QCOMPARE(pastRunOf(done(0, 10))->duration, 10000ms);
    // Clocks jump, servers send nonsense.
    QVERIFY(!pastRunOf(done(0, -10)));
    QVERIFY(!pastRunOf(done(0, 0)));
    QVERIFY(!pastRunOf(done(0, 40 * 24 * 3600)));
    QVERIFY(!pastRunOf(done(999'999, 10)));
    QCOMPARE(pastRunOf(done(1e300, 10))->duration, 10000ms);
    QCOMPARE(pastRunOf(done(-5, 10))->duration, 10000ms);
    Job unstarted = done(0, 10);
    unstarted.startedAt = {};
    QVERIFY(!pastRunOf(unstarted));
    for (const JobState state : {JobState::Running, JobState::Failed, JobState::Canceled}) {
        Job job = done(2, 10);
        job.state = state;
        QVERIFY(!pastRunOf(job));
    }
}

void TestDurationBook::saysNothingWithoutBasis()
{
    DurationBook book;
    QSignalSpy changed(&book, &DurationBook::changed);
    const auto usual = [&book] { return book.usual(QStringLiteral("local"), paint()); };
    QVERIFY(!usual());
    book.learn({run(1, 4s), run(2, 2s)});
    QVERIFY(!usual());
    QCOMPARE(changed.size(), 0);
    book.learn({run(3, 9s)});
    QCOMPARE(usual(), std::optional(4000ms));
    QCOMPARE(changed.size(), 1);
    // Another server, another model: another time.
    QVERIFY(!book.usual(QStringLiteral("fal"), paint()));
    QVERIFY(!book.usual(QStringLiteral("local"), endpoint(QStringLiteral("local/write"))));
    book.learnFrom({done(4, 1)});
    QCOMPARE(changed.size(), 1);
}

void TestDurationBook::theNewestCount()
{
    DurationBook book;
    for (int i = 0; i < 100; ++i)
        book.learn({run(i, 1s)});
    for (int i = 100; i < 113; ++i)
        book.learn({run(i, 30s)});
    QCOMPARE(book.usual(QStringLiteral("local"), paint()), std::optional(30000ms));
    // Old ones that come late do not.
    for (int i = 0; i < 100; ++i)
        book.learn({run(i, 5s)});
    QCOMPARE(book.usual(QStringLiteral("local"), paint()), std::optional(30000ms));
}

void TestDurationBook::orderAndRepetitionDoNotMatter()
{
    QRandomGenerator random(3);
    for (int round = 0; round < 100; ++round) {
        QList<PastRun> runs;
        for (int i = 0; i < 40; ++i)
            runs.append(run(i, std::chrono::milliseconds(random.bounded(1, 100'000))));
        QList<PastRun> shuffled = runs + runs;
        std::shuffle(shuffled.begin(), shuffled.end(), random);
        DurationBook book;
        for (const PastRun &one : std::as_const(shuffled))
            book.learn({one});
        QList<std::chrono::milliseconds> newest;
        for (const PastRun &one : runs.last(DurationBook::mostRuns))
            newest.append(one.duration);
        std::sort(newest.begin(), newest.end());
        QCOMPARE(book.usual(QStringLiteral("local"), paint()),
                 std::optional(newest.at(newest.size() / 2)));
    }
}

QTEST_GUILESS_MAIN(TestDurationBook)
#include "tst_durationbook.moc"
