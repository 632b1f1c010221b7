#include "app/services.h"
#include "app/startup.h"
#include "resources/resources.h"
#include "ui/shell/mainwindow.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QMainWindow>
#include <QProcess>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <ctime>

using namespace peregrine;

// Start to first painted window, idle memory and idle CPU of Peregrine, next to those of a bare Qt
// Widgets window, each in a process of its own. Run it without arguments; it starts itself again.

namespace {

constexpr int runs = 5;
constexpr int settleMs = 3000;
constexpr int idleMs = 5000;

/// Tells when the window has painted for the first time.
class FirstPaint : public QObject
{
public:
    explicit FirstPaint(const QElapsedTimer &sinceStart)
        : m_sinceStart(sinceStart)
    { }

    [[nodiscard]] double milliseconds() const { return m_milliseconds; }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (m_milliseconds < 0 && event->type() == QEvent::UpdateRequest) {
            QTimer::singleShot(
                0, this, [this] { m_milliseconds = double(m_sinceStart.nsecsElapsed()) / 1e6; });
            watched->removeEventFilter(this);
        }
        return false;
    }

private:
    const QElapsedTimer &m_sinceStart;
    double m_milliseconds = -1;
};

double residentMegabytes()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toDouble() / 1024;
    }
    return 0;
}

double cpuSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) / 1e9;
}

/// Lets the window settle, then measures how it idles, prints one line and quits.
void measure(QWidget &window, const FirstPaint &paint)
{
    QTimer::singleShot(settleMs, &window, [&window, &paint] {
        const double before = cpuSeconds();
        QTimer::singleShot(idleMs, &window, [&paint, before] {
            std::printf("%f %f %f\n", paint.milliseconds(), residentMegabytes(),
                        (cpuSeconds() - before) / (idleMs / 1000.0) * 100);
            QApplication::quit();
        });
    });
}

int runBare(QApplication &, const QElapsedTimer &sinceStart)
{
    QMainWindow window;
    window.resize(1280, 800);
    FirstPaint paint(sinceStart);
    window.installEventFilter(&paint);
    window.show();
    measure(window, paint);
    return QApplication::exec();
}

int runPeregrine(QApplication &application, const QElapsedTimer &sinceStart)
{
    initResources();
    const QTemporaryDir data;
    Services services(Folders::resolve(data.path()), Secret());
    theme::Theme theme(application);
    MainWindow window({services.jobs, services.jobRepository, services.assets, services.catalog,
                       services.servers, services.thumbnails, services.settings, theme,
                       services.folders.results(), services.folders.pasted(), services.prompts,
                       services.presets, services.wildcards, services.uploads,
                       services.webThumbnails, services.drafts, services.batchRepository});
    FirstPaint paint(sinceStart);
    window.installEventFilter(&paint);
    window.show();
    Startup startup(services, window, FalServers::local, EndpointId());
    startup.begin();
    measure(window, paint);
    return QApplication::exec();
}

struct Figures
{
    double paint = 0;
    double memory = 0;
    double cpu = 0;
};

/// The median of several runs.
Figures figuresOf(const QString &what)
{
    QList<double> paints;
    QList<double> memories;
    QList<double> cpus;
    for (int i = 0; i < runs; ++i) {
        QProcess process;
        process.start(QCoreApplication::applicationFilePath(), {what});
        process.waitForFinished(-1);
        const QList<QByteArray> words = process.readAllStandardOutput().trimmed().split(' ');
        if (words.size() != 3)
            qFatal("%s did not measure itself", qPrintable(what));
        paints.append(words.at(0).toDouble());
        memories.append(words.at(1).toDouble());
        cpus.append(words.at(2).toDouble());
    }
    const auto median = [](QList<double> values) {
        std::sort(values.begin(), values.end());
        return values.at(values.size() / 2);
    };
    return {median(paints), median(memories), median(cpus)};
}

} // namespace

int main(int argc, char *argv[])
{
    QElapsedTimer sinceStart;
    sinceStart.start();
    QApplication application(argc, argv);
    const QString what = argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString();
    if (what == QLatin1String("bare"))
        return runBare(application, sinceStart);
    if (what == QLatin1String("peregrine"))
        return runPeregrine(application, sinceStart);

    const Figures bare = figuresOf(QStringLiteral("bare"));
    const Figures ours = figuresOf(QStringLiteral("peregrine"));
    std::printf("median of %d runs            bare window   Peregrine   ratio\n", runs);
    std::printf("start to first paint, ms     %11.1f %11.1f %7.1f\n", bare.paint, ours.paint,
                ours.paint / bare.paint);
    std::printf("idle memory, MB              %11.1f %11.1f %7.1f\n", bare.memory, ours.memory,
                ours.memory / bare.memory);
    std::printf("idle CPU, %% of one core      %11.3f %11.3f\n", bare.cpu, ours.cpu);
    return 0;
}
