#pragma once

#include "core/jobs/asset.h"
#include "core/jobs/job.h"

#include <QJsonObject>
#include <QList>

namespace peregrine::cli {

/// A job as --json prints it in lists: what it is and where it stands.
[[nodiscard]] QJsonObject jobJson(const Job &job);
/// With all that is known of it: inputs, output, URLs, times, files.
[[nodiscard]] QJsonObject wholeJobJson(const Job &job, const QList<Asset> &assets);

/// One line of a list, for people.
[[nodiscard]] QString jobLine(const Job &job);
/// "done", "waiting", ... with the error's words where there are some.
[[nodiscard]] QString jobStateText(const Job &job);

} // namespace peregrine::cli
