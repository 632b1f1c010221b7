#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/jobs/job.h"
#include "core/library/resultsfolder.h"

#include <QSqlDatabase>

namespace peregrine {

/// Keeps which inputs of a job are assets of ours: by the path of the file that was sent, by the
/// address of a result, or by the content that was uploaded to an address. Replaces what was kept
/// for the job before.
[[nodiscard]] Expected<Done, Error> writeJobSources(const QSqlDatabase &database,
                                                    const ResultsFolder &results, const Job &job);

} // namespace peregrine
