#include "ui/queue/jobtext.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace peregrine::jobtext {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::jobtext)
};

using theme::Tone;

} // namespace

QString state(JobState state)
{
    switch (state) {
    case JobState::Waiting:
        return Text::tr("Waiting");
    case JobState::Uploading:
        return Text::tr("Uploading");
    case JobState::Submitting:
        return Text::tr("Sending");
    case JobState::Queued:
        return Text::tr("In the queue");
    case JobState::Running:
        return Text::tr("Running");
    case JobState::Canceling:
        return Text::tr("Canceling");
    case JobState::Fetching:
        return Text::tr("Fetching result");
    case JobState::Done:
        return Text::tr("Done");
    case JobState::Failed:
        return Text::tr("Failed");
    case JobState::Canceled:
        return Text::tr("Canceled");
    case JobState::Unknown:
        return Text::tr("Unknown");
    }
    return {};
}

QString iconName(JobState state)
{
    switch (state) {
    case JobState::Waiting:
    case JobState::Queued:
        return QStringLiteral("clock");
    case JobState::Uploading:
    case JobState::Submitting:
        return QStringLiteral("upload");
    case JobState::Running:
        return QStringLiteral("play");
    case JobState::Canceling:
    case JobState::Canceled:
        return QStringLiteral("close");
    case JobState::Fetching:
        return QStringLiteral("download");
    case JobState::Done:
        return QStringLiteral("check");
    case JobState::Failed:
        return QStringLiteral("error");
    case JobState::Unknown:
        return QStringLiteral("warning");
    }
    return {};
}

Tone tone(JobState state)
{
    switch (state) {
    case JobState::Running:
    case JobState::Uploading:
    case JobState::Submitting:
    case JobState::Fetching:
        return Tone::Accent;
    case JobState::Done:
        return Tone::Success;
    case JobState::Failed:
        return Tone::Danger;
    case JobState::Unknown:
        return Tone::Warning;
    case JobState::Waiting:
    case JobState::Queued:
    case JobState::Canceling:
    case JobState::Canceled:
        break;
    }
    return Tone::TextMuted;
}

QString place(int queuePosition)
{
    if (queuePosition < 0)
        return {};
    if (queuePosition == 0)
        return Text::tr("next in line");
    return Text::tr("%n ahead", "requests before this one in the server's queue", queuePosition);
}

QString waiting(const Job &job, int before, bool paused)
{
    QString words = state(job.state);
    if (job.held)
        words = Text::tr("Held");
    else if (paused)
        words = Text::tr("Paused");
    if (before < 0 || job.held)
        return words;
    const QString where = before == 0
        ? Text::tr("next to be sent")
        : Text::tr("%n before it", "jobs that are sent before this one", before);
    return words + QStringLiteral("  ·  ") + where;
}

QString seconds(qint64 seconds)
{
    const QLocale locale;
    if (seconds < 60)
        return Text::tr("%1 s").arg(locale.toString(seconds));
    if (seconds < 3600) {
        return Text::tr("%1 min %2 s")
            .arg(locale.toString(seconds / 60),
                 QStringLiteral("%1").arg(seconds % 60, 2, 10, QLatin1Char('0')));
    }
    return Text::tr("%1 h %2 min")
        .arg(locale.toString(seconds / 3600),
             QStringLiteral("%1").arg(seconds / 60 % 60, 2, 10, QLatin1Char('0')));
}

QString duration(qint64 milliseconds)
{
    constexpr qint64 shortOne = 9'950;
    if (milliseconds >= shortOne)
        return seconds((milliseconds + 500) / 1000);
    return Text::tr("%1 s").arg(
        QLocale().toString(static_cast<double>(milliseconds) / 1000, 'f', 1));
}

QString elapsed(const Job &job, const QDateTime &now)
{
    // How long it lay here until it was taken back tells nothing.
    if (job.state == JobState::Canceled && !job.submittedAt.isValid())
        return {};
    const QDateTime since = job.submittedAt.isValid() ? job.submittedAt : job.createdAt;
    const QDateTime until = isActive(job.state) ? now : job.endedAt;
    if (!since.isValid() || !until.isValid())
        return {};
    const qint64 milliseconds = std::max<qint64>(0, since.msecsTo(until));
    // Tenths would flicker while it goes on.
    return isActive(job.state) ? seconds(milliseconds / 1000) : duration(milliseconds);
}

QString summary(const Job &job, const std::optional<QueueProgress> &progress, const QDateTime &now)
{
    const bool wrong =
        job.error && (job.state == JobState::Failed || job.state == JobState::Unknown);
    if (wrong)
        return Text::tr("%1: %2", "job state, reason")
            .arg(state(job.state), job.error->message.simplified());
    QStringList parts{state(job.state)};
    if (job.state == JobState::Queued) {
        if (const QString where = place(job.queuePosition); !where.isEmpty())
            parts.append(where);
    }
    const QString share = progress
        ? QLocale().toString(qRound(progress->share * 100)) + QLocale().percent()
        : QString();
    if (progress && progress->basis == QueueProgress::Basis::Server) {
        parts.append(share);
    } else if (progress) {
        const QString usual = seconds(
            std::max<qint64>(1, qRound64(static_cast<double>(progress->usual.count()) / 1000)));
        parts.append(
            progress->isOverdue
                ? Text::tr("longer than the usual %1", "a duration").arg(usual)
                : Text::tr("about %1 of the usual %2", "percent, duration").arg(share, usual));
    }
    if (const QString time = elapsed(job, now); !time.isEmpty())
        parts.append(time);
    return parts.join(QStringLiteral("  ·  "));
}

QString level(LogLine::Level level)
{
    switch (level) {
    case LogLine::Level::Debug:
        return QStringLiteral("DEBUG");
    case LogLine::Level::Info:
        return QStringLiteral("INFO");
    case LogLine::Level::Warning:
        return QStringLiteral("WARN");
    case LogLine::Level::Error:
        return QStringLiteral("ERROR");
    case LogLine::Level::Stdout:
        return QStringLiteral("OUT");
    case LogLine::Level::Stderr:
        return QStringLiteral("ERR");
    }
    return {};
}

Tone tone(LogLine::Level level)
{
    switch (level) {
    case LogLine::Level::Warning:
        return Tone::Warning;
    case LogLine::Level::Error:
        return Tone::Danger;
    case LogLine::Level::Debug:
    case LogLine::Level::Info:
    case LogLine::Level::Stdout:
    case LogLine::Level::Stderr:
        break;
    }
    return Tone::TextMuted;
}

} // namespace peregrine::jobtext
