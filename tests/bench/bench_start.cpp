#include "core/base/async.h"
#include "core/base/clock.h"
#include "core/fal/falservers.h"
#include "core/jobs/jobmanager.h"
#include "core/library/sqlhelpers.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "tests/bench/loopwatch.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QJsonObject>
#include <QProcess>
#include <QSqlRecord>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace peregrine;
using namespace peregrine::bench;

// The start with 10,000 jobs in the library, against a bare SELECT of the same rows: the time until
// the file is open, until JobManager has listed them, until it knows how long models usually run,
// and the longest that the event loop stood still meanwhile. Each measurement is a process of its
// own; run it without arguments, it starts itself again.

namespace {

constexpr int jobCount = 10'000;
constexpr int repetitions = 5;

Job makeJob(int number)
{
    const QStringList models{QStringLiteral("fal-ai/flux/dev"), QStringLiteral("fal-ai/veo3"),
                             QStringLiteral("fal-ai/recraft/v3/text-to-image")};
    Job job;
    job.id = JobId(makeIdText());
    job.batch = BatchId(job.id.toString());
    job.endpoint = *EndpointId::parse(models.at(number % models.size()));
    job.modelTitle = QStringLiteral("Model %1").arg(number % models.size());
    // Nothing of it is sent: no account answers here.
    job.server = QStringLiteral("http://127.0.0.1:9");
    job.input = {
        {QStringLiteral("prompt"),
         QStringLiteral("A fox in the snow at dusk, oil on canvas, number %1").arg(number)},
        {QStringLiteral("seed"), number},
        {QStringLiteral("image_size"), QStringLiteral("landscape_4_3")}};
    job.output = {{QStringLiteral("seed"), number},
                  {QStringLiteral("timings"), QJsonObject{{QStringLiteral("inference"), 2.5}}}};
    job.createdAt = QDateTime::currentDateTimeUtc().addSecs(number - jobCount);
    job.submittedAt = job.createdAt.addSecs(2);
    job.startedAt = job.createdAt.addSecs(4);
    job.endedAt = job.createdAt.addSecs(20);
    job.request = RequestId(makeIdText());
    // The last hundred wait to be sent.
    job.state = number < jobCount - 100 ? JobState::Done : JobState::Waiting;
    if (job.state == JobState::Waiting) {
        job.submittedAt = job.startedAt = job.endedAt = {};
        job.request = {};
        job.rank = number;
    }
    return job;
}

bool fill(const QString &path)
{
    QList<Job> jobs;
    for (int i = 0; i < jobCount; ++i)
        jobs.append(makeJob(i));
    Store store(path);
    auto opened = store.open();
    opened.waitForFinished();
    auto saved = SqlJobRepository(store).saveAll(jobs);
    saved.waitForFinished();
    return opened.result().hasValue() && saved.result().hasValue();
}

double since(const QElapsedTimer &timer)
{
    return static_cast<double>(timer.nsecsElapsed()) / 1e6;
}

/// What any program must do: open the file and step through all columns of all rows.
void measureBare(const QString &path)
{
    const double before = residentMegabytes();
    QElapsedTimer timer;
    timer.start();
    QSqlDatabase database =
        QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("bare"));
    database.setDatabaseName(path);
    qsizetype bytes = 0;
    if (database.open()) {
        if (auto query = execute(database, QStringLiteral("SELECT * FROM jobs ORDER BY id DESC"))) {
            const int columns = query->record().count();
            while (query->next()) {
                for (int column = 0; column < columns; ++column)
                    bytes += query->value(column).toString().size();
            }
        }
    }
    std::printf("%f %f\n", since(timer), residentMegabytes() - before);
    // So that nothing of it is left out by the compiler.
    std::fprintf(stderr, "%lld\n", static_cast<long long>(bytes));
}

void measureStart(const QString &path, const QString &results)
{
    const double before = residentMegabytes();
    LoopWatch watch;
    watch.start();
    turnFor(50);
    QElapsedTimer timer;
    timer.start();
    Store store(path, results);
    const SystemClock clock;
    FalServers servers(Secret("id-5f2c91ab:secret-91ab77d0"));
    SqlJobRepository repository(store);
    JobManager::Options options;
    options.resultsFolder = results;
    JobManager jobs(servers, repository, clock, options);
    jobs.setPaused(true);
    QEventLoop loop;
    double opened = 0;
    double resumed = 0;
    QObject::connect(&jobs, &JobManager::resumed, &jobs, [&] {
        resumed = since(timer);
        jobs.loadPastRuns();
    });
    QObject::connect(&jobs, &JobManager::pastRunsLoaded, &loop, &QEventLoop::quit);
    whenDone(&jobs, store.open(), [&](const Expected<Done, Error> &) {
        opened = since(timer);
        jobs.resume();
    });
    loop.exec();
    const double known = since(timer);
    turnFor(20);
    const QList<double> gaps = watch.stop();
    std::printf("%f %f %f %f %f %lld\n", opened, resumed, known, gaps.constLast(),
                residentMegabytes() - before, static_cast<long long>(jobs.jobs().size()));
}

/// The medians of what `what` prints, over some processes.
QList<double> medians(const QString &what, const QString &path)
{
    QList<QList<double>> columns;
    for (int i = 0; i < repetitions; ++i) {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {what, path});
        process.waitForFinished(-1);
        const QList<QByteArray> words = process.readAllStandardOutput().simplified().split(' ');
        columns.resize(words.size());
        for (qsizetype column = 0; column < words.size(); ++column)
            columns[column].append(words.at(column).toDouble());
    }
    QList<double> middle;
    for (QList<double> &column : columns) {
        std::sort(column.begin(), column.end());
        middle.append(column.at(column.size() / 2));
    }
    return middle;
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    const QTemporaryDir folder;
    if (arguments.size() == 3) {
        if (arguments.at(1) == QLatin1String("bare"))
            measureBare(arguments.at(2));
        else
            measureStart(arguments.at(2), folder.path());
        return 0;
    }
    const QString path = folder.filePath(QStringLiteral("library.sqlite"));
    if (!fill(path)) {
        std::fprintf(stderr, "The library could not be made in %s.\n", qPrintable(folder.path()));
        return 1;
    }
    const QList<double> bare = medians(QStringLiteral("bare"), path);
    const QList<double> start = medians(QStringLiteral("start"), path);
    if (bare.size() != 2 || start.size() != 6 || start.at(5) != jobCount) {
        std::fprintf(stderr, "A measurement did not end.\n");
        return 1;
    }
    std::printf("a bare SELECT of %d jobs      %7.1f ms, %6.1f MB\n", jobCount, bare.at(0),
                bare.at(1));
    std::printf("the library is open            %7.1f ms\n", start.at(0));
    std::printf("all jobs are listed            %7.1f ms, %6.1f MB, %.2f times the bare SELECT\n",
                start.at(1), start.at(4), start.at(1) / bare.at(0));
    std::printf("how long models run is known   %7.1f ms\n", start.at(2));
    std::printf("the event loop stood still for %7.1f ms at most\n", start.at(3));
    return 0;
}
