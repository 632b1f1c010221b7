#include "core/jobs/jobrequest.h"

#include "core/base/json.h"
#include "core/fal/queue/queueservice.h"

namespace peregrine {

Job makeJob(const JobRequest &request, const QDateTime &now)
{
    Job job;
    job.id = JobId(makeIdText());
    job.batch = request.batch.isEmpty() ? BatchId(job.id.toString()) : request.batch;
    job.batchPlace = request.batchPlace;
    job.endpoint = request.endpoint;
    job.modelTitle = request.modelTitle;
    job.server = request.server;
    job.input = request.input;
    job.files = request.files;
    job.promptOrigin = request.promptOrigin;
    for (const LocalFile &file : request.files)
        job.input = withValueAt(job.input, file.pointer, QJsonValue(QJsonValue::Null)).toObject();
    job.createdAt = now;
    job.lane = request.lane;
    job.cost.estimated = request.estimatedCost;
    return job;
}

Job makeJob(const RequestReference &reference, const QDateTime &now)
{
    Job job;
    job.id = JobId(makeIdText());
    job.batch = BatchId(job.id.toString());
    job.endpoint = reference.endpoint;
    job.state = JobState::Queued;
    job.request = reference.request;
    const QueueTicket ticket = QueueService::ticketOf(reference.endpoint, reference.request);
    job.statusUrl = ticket.statusUrl;
    job.responseUrl = ticket.responseUrl;
    job.cancelUrl = ticket.cancelUrl;
    job.createdAt = now;
    return job;
}

JobRequest requestOf(const Job &job, RepeatSeed seed)
{
    JobRequest request{job.endpoint, job.modelTitle,   job.server, job.input,
                       job.files,    job.promptOrigin, job.lane};
    request.estimatedCost = job.cost.estimated;
    if (seed == RepeatSeed::New)
        request.input.remove(QStringLiteral("seed"));
    return request;
}

} // namespace peregrine
