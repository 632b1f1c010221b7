#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/fal/endpointid.h"
#include "core/jobs/joblane.h"
#include "core/jobs/jobstate.h"
#include "core/prompts/prompttemplate.h"

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QUrl>

#include <optional>

namespace peregrine {

/// A file on this machine that stands for an input until it is uploaded.
struct LocalFile
{
    /// JSON pointer into the input: "/image_url", "/loras/0/path".
    QString pointer;
    /// Absolute path.
    QString path;

    friend bool operator==(const LocalFile &, const LocalFile &) = default;
};

/// In US dollars; nothing where it is not known.
struct JobCost
{
    /// From the price list, before the job was sent.
    std::optional<double> estimated{};
    /// From what the server said it billed.
    std::optional<double> billed{};

    [[nodiscard]] std::optional<double> best() const { return billed ? billed : estimated; }
    friend bool operator==(const JobCost &, const JobCost &) = default;
};

/// What Peregrine keeps about one request from the moment the user presses Generate.
struct Job
{
    JobId id;
    /// Jobs that were sent together have it in common; a job alone has one of its own.
    BatchId batch;
    /// The index on each axis of the batch's variation; empty where there is none.
    QList<int> batchPlace;
    EndpointId endpoint;
    QString modelTitle;
    /// The server's name as settings and receipts know it: "fal", "local" or a base URL.
    QString server;
    /// The model's input. Where a local file stands, there is null until the upload's URL is known,
    /// then that URL.
    QJsonObject input;
    QList<LocalFile> files;
    /// What the prompts were before their wildcards were decided; the input has what was sent.
    PromptOrigin promptOrigin;

    JobState state = JobState::Waiting;
    /// While it waits here; see JobSchedule.
    JobLane lane = JobLane::Interactive;
    bool held = false;
    double rank = 0;
    /// Place in the server's queue, 0 is next; -1 when not known.
    int queuePosition = -1;
    /// 0..1 where the server's logs tell, never guessed. Not kept on disk.
    std::optional<double> progress;
    std::optional<Error> error;

    RequestId request;
    QUrl statusUrl;
    QUrl responseUrl;
    QUrl cancelUrl;

    QDateTime createdAt;
    QDateTime submittedAt;
    QDateTime startedAt;
    QDateTime endedAt;
    /// The server's metrics.inference_time, in seconds; 0 when not given.
    double inferenceSeconds = 0;
    /// How often its submit has left this machine.
    int attempts = 0;
    JobCost cost;
    /// The run of a program that looks after it, while it is active; see ProgramRun. Empty:
    /// nobody.
    QString runner;

    QJsonObject output;

    /// The prompt where there is one, else the first text of the input: a line for lists.
    [[nodiscard]] QString title() const;
    /// The seed the model says it used, else the one asked for.
    [[nodiscard]] std::optional<qint64> seed() const;
};

/// Whether its result is fetched again when it is asked for once more, which costs nothing: the
/// server has done its work.
[[nodiscard]] bool canFetchAgain(const Job &job);

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::Job)
