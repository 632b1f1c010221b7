#include "core/base/async.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "resources/resources.h"
#include "tests/bench/loopwatch.h"
#include "ui/queue/queuelist.h"
#include "ui/queue/queuemodel.h"
#include "ui/queue/queuepanel.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <array>
#include <cstdio>

using namespace peregrine;
using namespace peregrine::bench;

// The queue panel with 10,000 jobs while 50 of them change each second, against an empty event loop
// in the same run; and the time until as many are listed from the library.

namespace {

constexpr int jobCount = 10'000;
constexpr int updatesASecond = 50;
constexpr int flushMilliseconds = 50;
constexpr int watchMilliseconds = 20'000;

Job makeJob(int number, JobState state)
{
    Job job;
    job.id = JobId(makeIdText());
    job.endpoint = *EndpointId::parse(QStringLiteral("fal-ai/flux/dev"));
    job.modelTitle = QStringLiteral("FLUX dev");
    job.server = QStringLiteral("fal");
    // Most alone, some in batches of fifty.
    job.batch = number % 4 == 0 ? BatchId(QStringLiteral("batch-%1").arg(number / 200))
                                : BatchId(job.id.toString());
    job.input = {
        {QStringLiteral("prompt"),
         QStringLiteral("A fox in the snow at dusk, oil on canvas, number %1").arg(number)},
        {QStringLiteral("seed"), number},
        {QStringLiteral("image_size"), QStringLiteral("landscape_4_3")}};
    job.state = state;
    job.createdAt = QDateTime::currentDateTimeUtc().addSecs(number - jobCount);
    if (state != JobState::Waiting) {
        job.submittedAt = job.createdAt.addSecs(2);
        job.startedAt = job.createdAt.addSecs(4);
        job.request = RequestId(makeIdText());
    }
    if (hasEnded(state))
        job.endedAt = job.createdAt.addSecs(20);
    return job;
}

struct Figures
{
    double worst = 0;
    double p99 = 0;
    double cpu = 0;
};

Figures figuresOf(const QList<double> &gaps, double cpu)
{
    return {gaps.constLast(), gaps.at(gaps.size() * 99 / 100), cpu};
}

void print(const char *what, const Figures &figures)
{
    std::printf("%-34s worst gap %6.1f ms, p99 %5.2f ms, CPU %5.1f %%\n", what, figures.worst,
                figures.p99, figures.cpu);
    std::fflush(stdout);
}

Figures watchEmpty()
{
    LoopWatch watch;
    const double before = cpuSeconds();
    watch.start();
    turnFor(watchMilliseconds / 4);
    return figuresOf(watch.stop(), (cpuSeconds() - before) / (watchMilliseconds / 4000.0) * 100);
}

/// Jobs go through their states as fast as 50 changes a second allow; what waits is told as often
/// as one is sent.
Figures watchPanel(QueuePanel &panel, QList<Job> &jobs)
{
    QRandomGenerator random(1);
    QList<JobId> waiting;
    for (const Job &job : std::as_const(jobs)) {
        if (job.state == JobState::Waiting)
            waiting.append(job.id);
    }
    panel.setWaiting(waiting, false);
    turnFor(500);
    QTimer flush;
    flush.setTimerType(Qt::PreciseTimer);
    flush.setInterval(flushMilliseconds);
    double owed = 0;
    QObject::connect(&flush, &QTimer::timeout, &panel, [&panel, &random, &jobs, &waiting, &owed] {
        constexpr std::array path{JobState::Submitting, JobState::Queued, JobState::Running,
                                  JobState::Fetching, JobState::Done};
        owed += updatesASecond * flushMilliseconds / 1000.0;
        QList<Job> changed;
        bool sent = false;
        for (; owed >= 1; owed -= 1) {
            Job &job = jobs[random.bounded(int(jobs.size()))];
            if (job.state == JobState::Waiting) {
                job.state = JobState::Submitting;
                waiting.removeOne(job.id);
                sent = true;
            } else if (hasEnded(job.state)) {
                job.state = JobState::Running;
                job.progress = random.bounded(1.0);
            } else {
                job.state = path.at(random.bounded(quint32(path.size())));
                job.endedAt = QDateTime::currentDateTimeUtc();
            }
            changed.append(job);
        }
        panel.upsert(changed);
        if (sent)
            panel.setWaiting(waiting, false);
    });
    LoopWatch watch;
    const double before = cpuSeconds();
    watch.start();
    flush.start();
    turnFor(watchMilliseconds);
    flush.stop();
    return figuresOf(watch.stop(), (cpuSeconds() - before) / (watchMilliseconds / 1000.0) * 100);
}

/// Milliseconds from the question to the library until the first paint of all rows.
double listFromLibrary(const QList<Job> &jobs)
{
    const QTemporaryDir folder;
    Store store(folder.filePath(QStringLiteral("library.sqlite")));
    auto opened = store.open();
    opened.waitForFinished();
    SqlJobRepository repository(store);
    repository.saveAll(jobs).waitForFinished();
    QueuePanel panel;
    panel.resize(320, 800);
    panel.show();
    turnFor(200);
    QElapsedTimer timer;
    timer.start();
    double listed = 0;
    QEventLoop loop;
    whenDone(&panel, repository.recent(jobCount),
             [&panel, &timer, &listed, &loop](const Expected<QList<Job>, Error> &recent) {
                 if (recent) {
                     panel.upsert(QList<Job>(recent->rbegin(), recent->rend()));
                     panel.repaint();
                 }
                 listed = static_cast<double>(timer.nsecsElapsed()) / 1e6;
                 loop.quit();
             });
    loop.exec();
    return listed;
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    initResources();
    const theme::Theme theme(application);
    print("empty event loop", watchEmpty());

    QList<Job> jobs;
    for (int i = 0; i < jobCount; ++i)
        jobs.append(makeJob(i, i < 6000 ? JobState::Done : JobState::Waiting));
    const double before = residentMegabytes();
    QueuePanel panel;
    panel.resize(320, 800);
    panel.show();
    turnFor(200);
    QElapsedTimer timer;
    timer.start();
    panel.upsert(jobs);
    panel.repaint();
    std::printf("%d jobs listed and painted after %.1f ms, %.1f MB more\n", jobCount,
                static_cast<double>(timer.nsecsElapsed()) / 1e6, residentMegabytes() - before);

    print("list, 50 updates/s", watchPanel(panel, jobs));
    panel.list().selectAll();
    print("list, all chosen", watchPanel(panel, jobs));
    panel.list().clearSelection();
    panel.resize(900, 800);
    panel.setColumnsShown(true);
    print("columns by date, 50 updates/s", watchPanel(panel, jobs));
    panel.model().sort(QueueModel::State);
    print("columns by state, 50 updates/s", watchPanel(panel, jobs));
    std::printf("from the library: %d jobs listed after %.0f ms; %.1f MB in all\n", jobCount,
                listFromLibrary(jobs), residentMegabytes());
    return 0;
}
