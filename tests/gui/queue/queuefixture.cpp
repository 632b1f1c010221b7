#include "tests/gui/queue/queuefixture.h"

namespace peregrine::test {

namespace {

const QDateTime &noon()
{
    static const QDateTime time(QDate(2026, 3, 1), QTime(12, 0), Qt::UTC);
    return time;
}

} // namespace

JobId jobId(int number)
{
    return JobId(QStringLiteral("job-%1").arg(number));
}

Job makeJob(int number, JobState state)
{
    Job job;
    job.id = jobId(number);
    job.modelTitle = QStringLiteral("Paint");
    job.input = {{QStringLiteral("prompt"), QStringLiteral("Prompt %1").arg(number)}};
    job.state = state;
    job.createdAt = noon();
    const bool sent =
        state != JobState::Waiting && state != JobState::Uploading && state != JobState::Submitting;
    if (sent) {
        job.submittedAt = noon();
        job.request = RequestId(QStringLiteral("request-%1").arg(number));
    }
    if (state == JobState::Queued)
        job.queuePosition = 2;
    if (state == JobState::Running) {
        job.startedAt = noon().addSecs(1);
        job.progress = 0.4;
    }
    if (hasEnded(state))
        job.endedAt = noon().addSecs(75);
    if (state == JobState::Failed || state == JobState::Unknown) {
        job.error =
            Error{.message = QStringLiteral("The server closed the connection."), .fields = {}};
    }
    return job;
}

LogLine makeLine(const QString &message, LogLine::Level level)
{
    return {noon(), level, message};
}

QList<LogLine> makeLines(int count)
{
    QList<LogLine> lines;
    for (int i = 0; i < count; ++i)
        lines.append(makeLine(QStringLiteral("Line %1").arg(i)));
    return lines;
}

} // namespace peregrine::test
