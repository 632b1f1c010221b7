#include "core/jobs/logkeeper.h"

#include "core/base/async.h"
#include "core/base/logging.h"
#include "core/jobs/jobrepository.h"

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// Doublings of the delay: from 5 to 80 seconds.
constexpr int mostDoublings = 4;
/// In a row: more than an hour. A job that was forgotten meanwhile never takes its log.
constexpr int mostFailures = 50;

} // namespace

LogKeeper::LogKeeper(JobRepository &repository, std::chrono::milliseconds delay, QObject *parent)
    : QObject(parent)
    , m_repository(repository)
    , m_delay(delay)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &LogKeeper::tryAgain);
}

LogKeeper::~LogKeeper()
{
    for (auto it = m_unwritten.cbegin(); it != m_unwritten.cend(); ++it) {
        if (!it->waiting.lines.isEmpty())
            m_repository.appendLog(it.key(), it->waiting.lines);
    }
}

void LogKeeper::bound(Lines &waiting)
{
    const qsizetype over = waiting.lines.size() - mostLines;
    if (over <= 0)
        return;
    waiting.lines.remove(0, over);
    waiting.leftOut += static_cast<int>(over);
}

void LogKeeper::keep(const JobId &id, const QList<LogLine> &lines)
{
    if (lines.isEmpty())
        return;
    Unwritten &unwritten = m_unwritten[id];
    unwritten.waiting.lines += lines;
    bound(unwritten.waiting);
    if (unwritten.writing.lines.isEmpty() && unwritten.failures == 0)
        write(id);
}

void LogKeeper::write(const JobId &id)
{
    Unwritten &unwritten = m_unwritten[id];
    unwritten.writing = std::exchange(unwritten.waiting, {});
    QList<LogLine> lines = unwritten.writing.lines;
    if (const int leftOut = unwritten.writing.leftOut; leftOut > 0) {
        LogLine note = lines.constFirst();
        note.level = LogLine::Level::Warning;
        note.message = tr("%n line(s) are left out here: the library could not be written for a "
                          "while.",
                          nullptr, leftOut);
        lines.prepend(note);
    }
    whenDone(this, m_repository.appendLog(id, lines),
             [this, id](const JobRepository::Saved &saved) {
                 if (saved)
                     takeWritten(id);
                 else
                     takeFailure(id, saved.error());
             });
}

void LogKeeper::takeWritten(const JobId &id)
{
    Unwritten &unwritten = m_unwritten[id];
    unwritten.writing = {};
    unwritten.failures = 0;
    if (unwritten.waiting.lines.isEmpty())
        m_unwritten.remove(id);
    else
        write(id);
}

void LogKeeper::takeFailure(const JobId &id, const Error &error)
{
    Unwritten &unwritten = m_unwritten[id];
    Lines failed = std::exchange(unwritten.writing, {});
    failed.lines += unwritten.waiting.lines;
    failed.leftOut += unwritten.waiting.leftOut;
    bound(failed);
    unwritten.waiting = failed;
    ++unwritten.failures;
    if (unwritten.failures == 1)
        qCWarning(lcJobs) << "A log cannot be kept yet:" << error.message;
    if (unwritten.failures >= mostFailures) {
        qCWarning(lcJobs) << "A log was given up:" << error.message;
        m_unwritten.remove(id);
        return;
    }
    if (!m_again.isActive())
        m_again.start(m_delay * (1 << std::min(unwritten.failures - 1, mostDoublings)));
}

void LogKeeper::tryAgain()
{
    const QList<JobId> ids = m_unwritten.keys();
    for (const JobId &id : ids) {
        if (m_unwritten.value(id).writing.lines.isEmpty())
            write(id);
    }
}

void LogKeeper::load(const JobId &id)
{
    // The repository reads before it writes what waits here now, and after what is with it already.
    const Unwritten before = m_unwritten.value(id);
    whenDone(this, m_repository.log(id),
             [this, id, before](const Expected<QList<LogLine>, Error> &log) {
                 if (!log) {
                     Q_EMIT notLoaded(log.error());
                     return;
                 }
                 QList<LogLine> all = *log;
                 const auto now = m_unwritten.constFind(id);
                 if (now != m_unwritten.cend() && now->failures > before.failures)
                     all += before.writing.lines;
                 Q_EMIT loaded(id, all + before.waiting.lines);
             });
}

} // namespace peregrine
