#include "core/prompts/wildcardfolder.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QtConcurrent>

#include <chrono>
#include <utility>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

constexpr auto settleTime = 200ms;
/// The system has few watches to give, and a folder tells of its files that come and go.
constexpr qsizetype mostWatched = 500;

} // namespace

WildcardFolder::WildcardFolder(QString path, QObject *parent)
    : QObject(parent)
    , m_path(std::move(path))
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    connect(&m_settle, &QTimer::timeout, this, &WildcardFolder::reload);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] { m_settle.start(); });
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] { m_settle.start(); });
    connect(&m_reading, &QFutureWatcherBase::finished, this, [this] { take(m_reading.result()); });
    reload();
}

WildcardFolder::~WildcardFolder()
{
    m_reading.waitForFinished();
}

void WildcardFolder::reload()
{
    if (m_reading.isRunning()) {
        m_again = true;
        return;
    }
    m_reading.setFuture(QtConcurrent::run(&WildcardFolder::readNow, m_path));
}

WildcardFolder::Reading WildcardFolder::readNow(const QString &path)
{
    Reading reading;
    if (!QFileInfo(path).isDir()) {
        // Its coming is seen in the folder above.
        const QString above = QFileInfo(path).absolutePath();
        if (QFileInfo(above).isDir())
            reading.watched.append(above);
        return reading;
    }
    reading.watched.append(path);
    QDirIterator it(path, QDir::Files | QDir::Dirs | QDir::NoDotAndDotDot | QDir::NoSymLinks,
                    QDirIterator::Subdirectories);
    while (it.hasNext() && reading.watched.size() < mostWatched)
        reading.watched.append(it.next());
    reading.lists = WildcardLists::read(path);
    return reading;
}

void WildcardFolder::take(const Reading &reading)
{
    m_lists = reading.lists;
    m_isLoaded = true;
    const QStringList before = m_watcher.files() + m_watcher.directories();
    QStringList gone;
    for (const QString &path : before) {
        if (!reading.watched.contains(path))
            gone.append(path);
    }
    if (!gone.isEmpty())
        m_watcher.removePaths(gone);
    // A file that was replaced under its name is no longer watched; those that are stay.
    if (!reading.watched.isEmpty())
        m_watcher.addPaths(reading.watched);
    if (std::exchange(m_again, false))
        reload();
    Q_EMIT changed();
}

bool WildcardFolder::prepare()
{
    if (QFileInfo(m_path).isDir())
        return true;
    if (!QDir().mkpath(m_path))
        return false;
    QFile example(QDir(m_path).filePath(QStringLiteral("example.txt")));
    if (example.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        example.write(
            tr("# Write __example__ in a prompt, and every run takes one of these lines.\n"
               "# A number and two colons make a line come more often.\n"
               "2::at dawn\n"
               "at night\n"
               "in {spring|summer} rain\n")
                .toUtf8());
    m_settle.start();
    return true;
}

} // namespace peregrine
