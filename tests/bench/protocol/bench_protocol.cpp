// Our client against fal's official JavaScript client on one server in one run, each in a process
// of its own: time, CPU time and peak memory of the whole process, and the ratio of the two.
// bench_protocol [SCENARIO...]; names: see scenarios below.

#include "tests/bench/protocol/childprocess.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>

#include <cstdio>

using namespace peregrine::bench;
using namespace Qt::StringLiterals;

namespace {

struct Scenario
{
    const char *name;
    const char *title;
    int count;
    const char *unit;
};

constexpr Scenario scenarios[] = {
    {"sequential", "submit, status, result, one after the other", 2000, "jobs/s"},
    {"parallel", "jobs subscribed at once", 1000, "jobs/s"},
    {"sse", "events of one stream", 100'000, "events/s"},
    {"realtime", "realtime frames of 50 KB there and back", 2000, "frames/s"},
    {"upload", "upload of 1 GiB", 1, "MiB/s"},
    {"run", "one run, program start to result", 1, "runs/s"},
};

constexpr qint64 uploadBytes = 1024LL * 1024 * 1024;

struct Measured
{
    Usage usage;
    QJsonObject own;
    double perSecond = 0;
    double perCpuSecond = 0;
};

Measured measure(const Scenario &scenario, const QStringList &command)
{
    Measured measured;
    measured.usage = run(command);
    if (measured.usage.exitStatus != 0) {
        std::fprintf(stderr, "%s ended with %d\n", qPrintable(command.join(u' ')),
                     measured.usage.exitStatus);
        return measured;
    }
    measured.own = QJsonDocument::fromJson(measured.usage.output).object();
    const bool isUpload = qstrcmp(scenario.name, "upload") == 0;
    const double work = isUpload ? static_cast<double>(uploadBytes) / 1024 / 1024 : scenario.count;
    // A program's start does not count where it is not what is measured.
    const double seconds = measured.own.value(u"seconds").toDouble(measured.usage.seconds);
    const bool isWhole = qstrcmp(scenario.name, "run") == 0;
    measured.perSecond = work / (isWhole ? measured.usage.seconds : seconds);
    measured.perCpuSecond = work / measured.usage.cpuSeconds;
    return measured;
}

void print(const char *who, const Scenario &scenario, const Measured &measured)
{
    std::printf("  %-14s %12.1f %-9s %8.2f s %8.2f CPU s %8.1f MB", who, measured.perSecond,
                scenario.unit, measured.usage.seconds, measured.usage.cpuSeconds,
                measured.usage.peakMegabytes);
    for (const char *name : {"median_ms", "p99_ms", "growth_mb"}) {
        const QJsonValue value = measured.own.value(QLatin1String(name));
        if (value.isDouble())
            std::printf("  %s %.3f", name, value.toDouble());
    }
    std::printf("\n");
}

void compare(const char *with, const Measured &ours, const Measured &other)
{
    std::printf("  -> against %s: speed x %.2f, work per CPU second x %.2f, memory x %.2f\n", with,
                ours.perSecond / other.perSecond, ours.perCpuSecond / other.perCpuSecond,
                ours.usage.peakMegabytes / other.usage.peakMegabytes);
}

bool makeFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const QByteArray piece(1024 * 1024, 'x');
    for (qint64 size = 0; size < uploadBytes; size += piece.size()) {
        if (file.write(piece) != piece.size())
            return false;
    }
    return file.flush();
}

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const QStringList wanted = QCoreApplication::arguments().mid(1);
    const QString folder = QCoreApplication::applicationDirPath();
    const Server server({folder + u"/benchserver"_s});
    const QString base = QString::fromLatin1(server.firstLine());
    const QTemporaryDir temporary;
    const QString upload = temporary.filePath(u"upload.bin"_s);

    for (const Scenario &scenario : scenarios) {
        const QString name = QLatin1String(scenario.name);
        if (!wanted.isEmpty() && !wanted.contains(name))
            continue;
        if (name == u"upload" && !makeFile(upload)) {
            std::fprintf(stderr, "no room for a file of 1 GiB\n");
            return 1;
        }
        std::printf("%s (%d)\n", scenario.title, scenario.count);
        const QString count = QString::number(scenario.count);
        const QStringList ourCommand = name == u"run"
            ? QStringList{folder + u"/peregrine-cli"_s,
                          u"--server"_s,
                          base,
                          u"--quiet"_s,
                          u"run"_s,
                          u"bench/echo"_s,
                          u"-i"_s,
                          u"prompt:=\"a red kite\""_s}
            : QStringList{folder + u"/benchclient"_s, name, base, count, upload};
        const Measured ours = measure(scenario, ourCommand);
        print("Peregrine", scenario, ours);
        const Measured theirs =
            measure(scenario,
                    {QStringLiteral(PEREGRINE_NODE), QStringLiteral(PEREGRINE_BENCH_SCRIPT),
                     QStringLiteral(PEREGRINE_CLIENT_FOLDER), name, base, count, upload});
        print("fal JavaScript", scenario, theirs);
        compare("the JavaScript client", ours, theirs);
        if (name == u"upload") {
            const Measured curl = measure(scenario,
                                          {u"curl"_s, u"-sS"_s, u"-T"_s, upload,
                                           base + u"/upload/a"_s, u"-o"_s, u"/dev/null"_s});
            print("curl", scenario, curl);
            compare("curl", ours, curl);
        }
        std::fflush(stdout);
    }
    return 0;
}
