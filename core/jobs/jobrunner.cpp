#include "core/jobs/jobrunner.h"

#include "core/base/async.h"
#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/fal/storage/inputupload.h"
#include "core/jobs/billing.h"
#include "core/jobs/inlinedata.h"
#include "core/jobs/logprogress.h"
#include "core/jobs/resultfetcher.h"

#include <QThreadPool>
#include <QtConcurrent>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// In a row, before a job's fate counts as unknown: some ten minutes with the usual delay.
constexpr int maxTroubles = 7;
/// Of what a server may ask with Retry-After.
constexpr std::chrono::seconds maxAskedDelay{300};

} // namespace

JobRunner::JobRunner(Job job, const Means &means, QObject *parent)
    : QObject(parent)
    , m_job(std::move(job))
    , m_means(means)
{
    m_pollTimer.setSingleShot(true);
    connect(&m_pollTimer, &QTimer::timeout, this, [this] {
        if (m_job.state == JobState::Fetching)
            fetchOutput();
        else
            poll();
    });
}

JobRunner::~JobRunner()
{
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
    }
}

bool JobRunner::apply(JobEvent event)
{
    const auto next = after(m_job.state, event);
    if (!next || m_ended)
        return false;
    m_job.state = *next;
    return true;
}

template <typename Then> void JobRunner::saveThen(Then then)
{
    whenDone(this, m_means.repository.save(m_job),
             [this, then = std::move(then)](const JobRepository::Saved &saved) {
                 if (m_ended)
                     return;
                 const bool wasSent = !m_job.request.isEmpty();
                 if (saved) {
                     m_storageTroubles = 0;
                     then();
                 } else if (!wasSent && m_cancelAsked && apply(JobEvent::CancelConfirmed)) {
                     endWith({});
                 } else if (waitForStorage(saved.error(), [this, then] { saveThen(then); })) {
                     return;
                 } else if (wasSent) {
                     lose(saved.error());
                 } else {
                     fault(saved.error());
                 }
             });
}

void JobRunner::start()
{
    switch (m_job.state) {
    case JobState::Waiting:
    case JobState::Uploading:
        upload();
        break;
    case JobState::Submitting: {
        // The program ended between saving the intent and hearing the answer.
        Error error;
        error.kind = Error::Kind::Network;
        error.maybeDelivered = true;
        error.message =
            tr("The program ended while this was being sent; nobody knows whether it arrived. "
               "Sending it again could run and bill it twice.");
        lose(error);
        break;
    }
    case JobState::Canceling:
        // Whether the server heard of it before the program ended is not known; twice does no harm.
        m_cancelAsked = true;
        askCancel();
        m_pollTimer.start(0);
        break;
    case JobState::Queued:
    case JobState::Running:
        m_pollTimer.start(0);
        break;
    case JobState::Fetching:
        recoverResult();
        break;
    case JobState::Done:
    case JobState::Failed:
    case JobState::Canceled:
    case JobState::Unknown:
        break;
    }
}

void JobRunner::upload()
{
    FalInput input{m_job.input, {}};
    for (const LocalFile &file : std::as_const(m_job.files)) {
        if (!valueAt(m_job.input, file.pointer).isString())
            input.files.insert(file.pointer, FalFile::atPath(file.path));
    }
    if (input.files.isEmpty()) {
        prepareSubmit();
        return;
    }
    if (apply(JobEvent::UploadStarted))
        Q_EMIT changed(m_job);
    InputUpload *upload = m_means.client.storage().transformInput(input);
    m_call = upload;
    connect(upload, &FalReply::progressed, this, [this](qint64 done, qint64 total) {
        m_job.progress = total > 0
            ? std::optional(static_cast<double>(done) / static_cast<double>(total))
            : std::nullopt;
        Q_EMIT changed(m_job);
    });
    connect(upload, &FalReply::failed, this, &JobRunner::refuse);
    connect(upload, &FalReply::succeeded, this, [this, upload] {
        m_job.progress.reset();
        m_job.input = upload->value();
        prepareSubmit();
    });
}

void JobRunner::prepareSubmit()
{
    if (!apply(JobEvent::SubmitStarted))
        return;
    m_job.submittedAt = m_means.clock.now();
    Q_EMIT changed(m_job);
    // The intent is on disk before the request leaves.
    saveThen([this] {
        if (m_cancelAsked && apply(JobEvent::CancelConfirmed))
            endWith({});
        else
            submit();
    });
}

void JobRunner::submit()
{
    ++m_job.attempts;
    SubmitCall *call = m_means.client.queue().submit(m_job.endpoint, m_job.input);
    m_call = call;
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        if (error.maybeDelivered)
            lose(error);
        else
            refuse(error);
    });
    connect(call, &FalReply::succeeded, this, [this, call] {
        const QueueTicket ticket = call->value();
        m_job.request = ticket.request;
        m_job.statusUrl = ticket.statusUrl;
        m_job.responseUrl = ticket.responseUrl;
        m_job.cancelUrl = ticket.cancelUrl;
        m_job.queuePosition = ticket.queuePosition;
        if (!apply(JobEvent::Accepted))
            return;
        Q_EMIT changed(m_job);
        saveThen([this] {
            if (m_cancelAsked)
                cancel();
            poll();
        });
    });
}

QueueTicket JobRunner::ticket() const
{
    QueueTicket ticket = QueueService::ticketOf(m_job.endpoint, m_job.request);
    ticket.statusUrl = m_job.statusUrl;
    ticket.responseUrl = m_job.responseUrl;
    ticket.cancelUrl = m_job.cancelUrl;
    return ticket;
}

void JobRunner::poll()
{
    StatusCall *call = m_means.client.queue().status(ticket(), true);
    m_call = call;
    connect(call, &FalReply::succeeded, this, [this, call] { take(call->value()); });
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        if (error.kind == Error::Kind::NotFound && apply(JobEvent::CancelConfirmed)) {
            endWith({});
            return;
        }
        if (!waitOut(error))
            lose(error);
    });
}

bool JobRunner::waitOut(const Error &error)
{
    const bool passing = error.kind == Error::Kind::Network || error.kind == Error::Kind::Timeout
        || error.kind == Error::Kind::RateLimited || error.httpStatus >= 500;
    if (!passing || m_troubles >= maxTroubles)
        return false;
    const auto delay = std::max<std::chrono::milliseconds>(
        m_means.troubleDelay * (1 << m_troubles),
        std::min(std::chrono::seconds(error.retryAfterSeconds), maxAskedDelay));
    ++m_troubles;
    warn(tr("%1 Asking again in %n s.", nullptr,
            static_cast<int>(std::chrono::ceil<std::chrono::seconds>(delay).count()))
             .arg(error.message));
    m_pollTimer.start(delay);
    return true;
}

bool JobRunner::waitForStorage(const Error &error, const std::function<void()> &tryAgain)
{
    if (m_storageTroubles >= maxTroubles)
        return false;
    const auto delay = m_means.troubleDelay * (1 << m_storageTroubles);
    ++m_storageTroubles;
    warn(tr("%1 Trying again in %n s.", nullptr,
            static_cast<int>(std::chrono::ceil<std::chrono::seconds>(delay).count()))
             .arg(error.message));
    QTimer::singleShot(delay, this, tryAgain);
    return true;
}

void JobRunner::warn(const QString &message)
{
    LogLine line;
    line.time = m_means.clock.now();
    line.level = LogLine::Level::Warning;
    line.message = message;
    Q_EMIT logArrived({line});
}

void JobRunner::take(const QueueStatus &status)
{
    const Job before = m_job;
    m_troubles = 0;
    if (const QList<LogLine> fresh = m_logs.take(status.logs); !fresh.isEmpty()) {
        for (const LogLine &line : fresh) {
            if (const auto progress = progressOfLogMessage(line.message))
                m_job.progress = progress;
        }
        Q_EMIT logArrived(fresh);
    }
    switch (status.state) {
    case QueueStatus::State::InQueue:
        m_job.queuePosition = status.queuePosition;
        if (apply(JobEvent::Requeued))
            m_job.progress.reset();
        break;
    case QueueStatus::State::InProgress:
        m_job.queuePosition = -1;
        if (!m_job.startedAt.isValid())
            m_job.startedAt = m_means.clock.now();
        apply(JobEvent::Started);
        break;
    case QueueStatus::State::Completed:
        m_job.queuePosition = -1;
        m_job.progress.reset();
        m_job.inferenceSeconds = status.inferenceTime.value_or(0);
        if (apply(JobEvent::Completed)) {
            Q_EMIT changed(m_job);
            saveThen([this] { fetchOutput(); });
            return;
        }
        break;
    case QueueStatus::State::Other:
        break;
    }
    if (m_job.state != before.state) {
        Q_EMIT changed(m_job);
        saveThen([this] { m_pollTimer.start(m_means.pollInterval); });
        return;
    }
    if (m_job.queuePosition != before.queuePosition || m_job.progress != before.progress)
        Q_EMIT changed(m_job);
    m_pollTimer.start(m_means.pollInterval);
}

void JobRunner::recoverResult()
{
    using Recovered = std::optional<ResultStaging::Published>;
    whenDone(this, QtConcurrent::run([staging = ResultStaging(m_means.resultsFolder, m_job)] {
                 return staging.recover();
             }),
             [this](const Recovered &recovered) {
                 if (m_ended)
                     return;
                 if (!recovered) {
                     fetchOutput();
                     return;
                 }
                 m_job.output = recovered->output;
                 m_job.endedAt = recovered->endedAt;
                 m_job.error.reset();
                 if (apply(JobEvent::Stored))
                     endWith(recovered->assets);
             });
}

void JobRunner::fetchOutput()
{
    OutputCall *call = m_means.client.queue().result(ticket());
    m_call = call;
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        // None of these is the model's own answer: the result may still be there.
        const bool isOther = error.httpStatus == 0 || error.kind == Error::Kind::Unauthorized
            || error.kind == Error::Kind::Forbidden || error.kind == Error::Kind::Locked
            || error.kind == Error::Kind::RateLimited;
        const bool isGone = error.kind == Error::Kind::NotFound;
        if (QueueService::isStillInProgress(error)) {
            m_pollTimer.start(m_means.pollInterval);
        } else if (isOther) {
            if (!waitOut(error))
                lose(error);
        } else if ((m_cancelAsked || error.kind == Error::Kind::Canceled)
                   && apply(JobEvent::CancelConfirmed)) {
            endWith({});
        } else if (isGone) {
            lose(error);
        } else {
            fault(error);
        }
    });
    connect(call, &FalReply::succeeded, this, [this, call] {
        const auto units = call->value().billableUnits;
        if (m_means.billing && units) {
            if (const auto amount = m_means.billing->amount(m_job.server, m_job.endpoint, *units))
                m_job.cost.billed = amount;
        }
        const QJsonValue data = jsonOfOutput(call->value());
        store(data.isObject() ? data.toObject() : QJsonObject{{QStringLiteral("output"), data}});
    });
}

void JobRunner::store(const QJsonObject &output)
{
    m_job.endedAt = m_means.clock.now();
    Job complete = m_job;
    complete.output = output;
    m_job.output = withoutInlineData(output).toObject();
    m_fetcher =
        new ResultFetcher(std::move(complete), m_means.resultsFolder, m_means.downloader, this);
    connect(m_fetcher, &ResultFetcher::progressed, this, [this](qint64 done, qint64 total) {
        m_job.progress = total > 0
            ? std::optional(static_cast<double>(done) / static_cast<double>(total))
            : std::nullopt;
        Q_EMIT changed(m_job);
    });
    // A result that becomes an input need not be sent back to where it is.
    connect(m_fetcher, &ResultFetcher::fetched, &m_means.client.storage(), &StorageService::adopt);
    connect(m_fetcher, &ResultFetcher::failed, this, [this](const Error &error) {
        m_fetcher->deleteLater();
        if (!waitOut(error))
            fault(error);
    });
    connect(m_fetcher, &ResultFetcher::stored, this,
            [this](const Job &stored, const QList<Asset> &assets) {
                m_job.output = stored.output;
                m_job.progress.reset();
                m_job.error.reset();
                if (apply(JobEvent::Stored))
                    endWith(assets);
            });
}

void JobRunner::cancel()
{
    m_cancelAsked = true;
    if (m_job.state == JobState::Waiting || m_job.state == JobState::Uploading) {
        if (m_call)
            m_call->disconnect(this);
        if (apply(JobEvent::CancelConfirmed))
            endWith({});
        return;
    }
    if (apply(JobEvent::CancelAsked)) {
        m_means.repository.save(m_job);
        Q_EMIT changed(m_job);
        askCancel();
    } else if (m_job.state == JobState::Canceling) {
        askCancel();
    }
}

void JobRunner::askCancel()
{
    CancelCall *call = m_means.client.queue().cancel(ticket());
    connect(call, &FalReply::succeeded, this, [this, call] {
        if (call->value() == CancelOutcome::Removed && apply(JobEvent::CancelConfirmed))
            endWith({});
    });
    connect(call, &FalReply::failed, this, [this](const Error &error) {
        if (error.kind == Error::Kind::NotFound && apply(JobEvent::CancelConfirmed)) {
            endWith({});
        } else if (!m_ended) {
            warn(tr("The server could not be asked to cancel: %1").arg(error.message));
        }
    });
}

void JobRunner::refuse(const Error &error)
{
    // None of these is about the job itself.
    const bool isTheAccount = error.kind == Error::Kind::Locked
        || error.kind == Error::Kind::Unauthorized || error.kind == Error::Kind::RateLimited;
    if (!isTheAccount || m_cancelAsked || !apply(JobEvent::PutBack)) {
        fault(error);
        return;
    }
    m_ended = true;
    m_job.submittedAt = {};
    m_job.progress.reset();
    whenDone(this, m_means.repository.save(m_job),
             [this, error](const JobRepository::Saved &) { Q_EMIT putBack(m_job, error); });
}

void JobRunner::fault(const Error &error)
{
    if (!apply(JobEvent::Faulted))
        return;
    m_job.error = error;
    endWith({});
}

void JobRunner::lose(const Error &error)
{
    if (!apply(JobEvent::Lost))
        return;
    m_job.error = error;
    endWith({});
}

void JobRunner::endWith(const QList<Asset> &assets)
{
    m_ended = true;
    m_pollTimer.stop();
    m_job.progress.reset();
    m_job.queuePosition = -1;
    if (m_call) {
        m_call->disconnect(this);
        m_call->cancel();
    }
    if (!m_job.endedAt.isValid())
        m_job.endedAt = m_means.clock.now();
    m_storageTroubles = 0;
    keepEnd(assets);
}

void JobRunner::keepEnd(const QList<Asset> &assets)
{
    whenDone(this, m_means.repository.saveResult(m_job, assets),
             [this, assets](const JobRepository::Saved &saved) {
                 const bool isDone = m_job.state == JobState::Done;
                 if (saved) {
                     if (isDone)
                         QThreadPool::globalInstance()->start(
                             [staging = ResultStaging(m_means.resultsFolder, m_job)] {
                                 staging.clear();
                             });
                     Q_EMIT ended(m_job, assets);
                     return;
                 }
                 if (isDone && waitForStorage(saved.error(), [this, assets] { keepEnd(assets); }))
                     return;
                 if (isDone) {
                     // The files are there but the library does not know them: not Done.
                     m_job.state = JobState::Failed;
                     m_job.error = saved.error();
                     qCWarning(lcJobs) << "A result could not be entered in the library";
                 }
                 Q_EMIT notKept(m_job);
                 Q_EMIT ended(m_job, {});
             });
}

} // namespace peregrine
