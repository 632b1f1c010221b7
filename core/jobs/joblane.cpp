#include "core/jobs/joblane.h"

namespace peregrine {

QString jobLaneName(JobLane lane)
{
    return lane == JobLane::Background ? QStringLiteral("background")
                                       : QStringLiteral("interactive");
}

JobLane jobLaneFromName(const QString &name)
{
    return name == jobLaneName(JobLane::Background) ? JobLane::Background : JobLane::Interactive;
}

} // namespace peregrine
