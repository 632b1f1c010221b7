#include "ui/queue/jobtiming.h"

#include <QCoreApplication>

#include <algorithm>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::JobPhase)
};

} // namespace

QList<JobPhase> phasesOf(const Job &job, const QDateTime &now)
{
    const bool isOver = !isActive(job.state);
    const QDateTime end = isOver ? job.endedAt : now;
    if (!job.createdAt.isValid() || !end.isValid())
        return {};
    QList<JobPhase> phases;
    const auto add = [&phases](JobPhase::Kind kind, const QDateTime &from, const QDateTime &to,
                               bool isOpen) {
        phases.append({kind, std::max<qint64>(0, from.msecsTo(to)), isOpen});
    };
    const bool wasSent = job.submittedAt.isValid();
    add(JobPhase::Kind::Here, job.createdAt, wasSent ? job.submittedAt : end, !wasSent && !isOver);
    if (!wasSent)
        return phases;
    const bool hasStarted = job.startedAt.isValid();
    add(JobPhase::Kind::Queued, job.submittedAt, hasStarted ? job.startedAt : end,
        !hasStarted && !isOver);
    if (!hasStarted)
        return phases;
    const qint64 since = std::max<qint64>(0, job.startedAt.msecsTo(end));
    const bool isTold = job.inferenceSeconds > 0 && job.inferenceSeconds < 1e6;
    const auto told = isTold ? static_cast<qint64>(job.inferenceSeconds * 1000) : since;
    if (!isTold || told >= since) {
        phases.append({JobPhase::Kind::Running, since, !isOver});
        return phases;
    }
    phases.append({JobPhase::Kind::Running, told, false});
    phases.append({JobPhase::Kind::Fetching, since - told, !isOver});
    return phases;
}

QString phaseName(JobPhase::Kind kind)
{
    switch (kind) {
    case JobPhase::Kind::Here:
        return Text::tr("Waited here");
    case JobPhase::Kind::Queued:
        return Text::tr("In the server's queue");
    case JobPhase::Kind::Running:
        return Text::tr("Running");
    case JobPhase::Kind::Fetching:
        return Text::tr("Fetching the result");
    }
    return {};
}

} // namespace peregrine
