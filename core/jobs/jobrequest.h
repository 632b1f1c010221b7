#pragma once

#include "core/jobs/job.h"
#include "core/jobs/requestreference.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace peregrine {

/// What a user asks for with one press of Generate.
struct JobRequest
{
    EndpointId endpoint;
    QString modelTitle;
    QString server;
    QJsonObject input;
    QList<LocalFile> files;
    PromptOrigin promptOrigin{};
    JobLane lane = JobLane::Interactive;
    /// Empty: a batch of its own.
    BatchId batch{};
    QList<int> batchPlace{};
    /// In US dollars, from the price list.
    std::optional<double> estimatedCost{};
};

/// What a job that is sent once more is given as its seed.
enum class RepeatSeed {
    Same, ///< as its input says
    New, ///< whichever the model chooses
};

/// A job of its own that waits. A file's place in its input is null until the file is uploaded.
[[nodiscard]] Job makeJob(const JobRequest &request, const QDateTime &now);
/// One for a request that the server has already, wherever it was sent from.
[[nodiscard]] Job makeJob(const RequestReference &reference, const QDateTime &now);
/// The same again.
[[nodiscard]] JobRequest requestOf(const Job &job, RepeatSeed seed);

} // namespace peregrine
