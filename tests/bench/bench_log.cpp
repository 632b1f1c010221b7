#include "core/library/sqlhelpers.h"
#include "core/library/sqljobrepository.h"
#include "core/library/store.h"
#include "resources/resources.h"
#include "tests/bench/loopwatch.h"
#include "ui/queue/logedit.h"
#include "ui/queue/logmodel.h"
#include "ui/queue/logsearch.h"
#include "ui/queue/logview.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QTemporaryDir>

#include <cstdio>

using namespace peregrine;
using namespace peregrine::bench;

// The log view with 100,000 lines: shown, searched and appended to, with the longest wait of the
// event loop in each; and what a log takes on disk.

namespace {

constexpr int lineCount = 100'000;

QList<LogLine> makeLines(int first, int count)
{
    const QDateTime start = QDateTime::currentDateTimeUtc();
    QList<LogLine> lines;
    for (int i = first; i < first + count; ++i) {
        lines.append({start.addMSecs(i * 20),
                      i % 500 == 0 ? LogLine::Level::Warning : LogLine::Level::Info,
                      QStringLiteral("step %1/28 loss=0.%2 lr=1e-4 some words that a model says "
                                     "while it works")
                          .arg(i % 28)
                          .arg(i)});
    }
    return lines;
}

void print(const char *what, double milliseconds, const QList<double> &gaps)
{
    std::printf("%-30s %7.0f ms, worst gap %5.1f ms\n", what, milliseconds, gaps.constLast());
    std::fflush(stdout);
}

/// Turns the event loop until it is so.
template <typename Done> void until(Done done)
{
    while (!done())
        turnFor(1);
}

void search(LogView &view, const char *what, const QString &text, bool pattern)
{
    LogSearch search;
    qsizetype found = 0;
    bool finished = false;
    QObject::connect(&search, &LogSearch::found, &view,
                     [&found](const QList<LogMatch> &matches) { found += matches.size(); });
    QObject::connect(&search, &LogSearch::finished, &view, [&finished] { finished = true; });
    QStringList messages;
    for (int row = 0; row < view.model().rowCount(); ++row)
        messages.append(view.model().lineAt(row).message);
    LoopWatch watch;
    watch.start();
    QElapsedTimer timer;
    timer.start();
    search.setPattern(text, pattern);
    search.add(0, messages);
    until([&finished] { return finished; });
    const auto milliseconds = static_cast<double>(timer.nsecsElapsed()) / 1e6;
    std::printf("%-30s %7.0f ms, %lld lines, worst gap %5.1f ms\n", what, milliseconds,
                static_cast<long long>(found), watch.stop().constLast());
}

void keepOnDisk()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("library.sqlite"));
    Store store(path);
    store.open().waitForFinished();
    SqlJobRepository repository(store);
    Job job;
    job.id = JobId(makeIdText());
    job.endpoint = *EndpointId::parse(QStringLiteral("fal-ai/flux/dev"));
    repository.save(job).waitForFinished();
    QElapsedTimer timer;
    timer.start();
    constexpr int portions = 500;
    for (int i = 0; i < portions; ++i)
        repository.appendLog(job.id, makeLines(i * 40, 40)).waitForFinished();
    const auto append = static_cast<double>(timer.nsecsElapsed()) / 1e6 / portions;
    timer.start();
    auto log = repository.log(job.id);
    log.waitForFinished();
    std::printf("on disk: 40 lines appended in %.2f ms, %lld lines read in %.0f ms\n", append,
                static_cast<long long>(log.result()->size()),
                static_cast<double>(timer.nsecsElapsed()) / 1e6);
    qint64 bytes = 0;
    for (const LogLine &line : std::as_const(*log.result()))
        bytes += line.message.size();
    auto kept = store.run([](QSqlDatabase &database) -> Expected<qint64, Error> {
        const auto sum =
            scalar(database, QStringLiteral("SELECT sum(length(data)) FROM log_chunks"));
        return sum ? sum->toLongLong() : 0;
    });
    kept.waitForFinished();
    std::printf("%lld KB of text are kept in %lld KB\n", static_cast<long long>(bytes / 1024),
                static_cast<long long>(*kept.result() / 1024));
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    initResources();
    const theme::Theme theme(application);
    LogView view;
    view.resize(320, 600);
    view.show();
    turnFor(200);
    const QList<LogLine> lines = makeLines(0, lineCount);
    const JobId job(QStringLiteral("job"));
    const double before = residentMegabytes();
    LoopWatch watch;
    QElapsedTimer timer;
    watch.start();
    timer.start();
    view.reset(job, lines);
    turnFor(1);
    until([&view] { return !view.text().isFilling(); });
    print("100,000 lines shown", static_cast<double>(timer.nsecsElapsed()) / 1e6, watch.stop());
    std::printf("%.1f MB more\n", residentMegabytes() - before);

    search(view, "words over 100,000 lines", QStringLiteral("loss=0.77"), false);
    search(view, "pattern over 100,000 lines", QStringLiteral("step (3|7)/28 .*9 lr"), true);
    search(view, "nothing over 100,000 lines", QStringLiteral("not in any line"), false);

    watch.start();
    timer.start();
    auto *field = view.findChild<QLineEdit *>(QStringLiteral("logSearch"));
    field->setText(QStringLiteral("loss=0.1"));
    turnFor(1500);
    print("typed in the field, 1.5 s", static_cast<double>(timer.nsecsElapsed()) / 1e6,
          watch.stop());
    field->clear();

    QTimer more;
    more.setInterval(20);
    int next = lineCount;
    QObject::connect(&more, &QTimer::timeout, &view, [&view, &next, &job] {
        view.append(job, makeLines(next, 20));
        next += 20;
    });
    watch.start();
    const double cpu = cpuSeconds();
    timer.start();
    more.start();
    turnFor(10'000);
    more.stop();
    print("1,000 lines/s more for 10 s", static_cast<double>(timer.nsecsElapsed()) / 1e6,
          watch.stop());
    std::printf("CPU %.0f %%\n", (cpuSeconds() - cpu) * 10);
    keepOnDisk();
    return 0;
}
