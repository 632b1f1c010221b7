#include "core/base/processlock.h"

#include <QDateTime>
#include <QDeadlineTimer>
#include <QFileInfo>

#include <algorithm>
#include <cstdlib>

namespace peregrine {

namespace {

/// Between making the file and writing into it, a program that lives is given this long.
constexpr qint64 writingTimeMs = 1000;
constexpr std::chrono::milliseconds step{100};

} // namespace

ProcessLock::ProcessLock(const QString &path)
    : m_file(path)
{
    m_file.setStaleLockTime(0);
}

ProcessLock::Outcome ProcessLock::tryLock(std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience);
    std::chrono::milliseconds wait = std::min(step, patience);
    for (;;) {
        if (m_file.tryLock(static_cast<int>(wait.count())))
            return Outcome::Locked;
        if (m_file.error() != QLockFile::LockFailedError)
            return Outcome::NotWritable;
        wait = step;
        if (saysNothing()) {
            if (isFresh())
                continue;
            // The system's own lock on the file protects one that somebody still holds.
            if (m_file.removeStaleLockFile())
                continue;
        }
        if (deadline.hasExpired())
            return Outcome::HeldByOther;
    }
}

bool ProcessLock::saysNothing() const
{
    qint64 process = 0;
    QString host;
    QString program;
    return QFileInfo::exists(m_file.fileName()) && !m_file.getLockInfo(&process, &host, &program);
}

bool ProcessLock::isFresh() const
{
    const QDateTime made = QFileInfo(m_file.fileName()).lastModified();
    // By its amount: a clock that was set back must not keep it for years.
    return std::abs(made.msecsTo(QDateTime::currentDateTimeUtc())) < writingTimeMs;
}

} // namespace peregrine
