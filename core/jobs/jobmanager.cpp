#include "core/jobs/jobmanager.h"

#include "core/base/async.h"
#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/jobs/jobrunner.h"
#include "core/jobs/requestfinder.h"
#include "core/jobs/resultstaging.h"
#include "core/media/assetdownloader.h"

#include <QThreadPool>

#include <algorithm>
#include <limits>
#include <utility>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

constexpr auto updateInterval = 50ms;
/// Of what a server may ask with Retry-After.
constexpr std::chrono::seconds longestRest = 300s;
/// For a request that may have arrived, without being told to; over some seven minutes in all.
constexpr int mostAsks = 5;

/// Fetching such a job again costs nothing: the server has done its work.
bool canFetchAgain(const Job &job)
{
    return job.state == JobState::Failed && !job.request.isEmpty() && !job.output.isEmpty();
}

} // namespace

JobManager::JobManager(FalServers &servers, JobRepository &repository, const Clock &clock,
                       Options options, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_repository(repository)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_claims(
          repository, m_options.run, [this](const JobId &id) { return looksAfter(id); }, nullptr)
{
    m_flush.setSingleShot(true);
    m_flush.setInterval(updateInterval);
    connect(&m_flush, &QTimer::timeout, this, &JobManager::flushUpdates);
    connect(&m_claims, &JobClaims::claimed, this, &JobManager::goOn);
    connect(&m_claims, &JobClaims::changedElsewhere, this, &JobManager::hear);
    connect(&m_claims, &JobClaims::cancelWished, this, &JobManager::cancel);
    connect(&m_claims, &JobClaims::storageFailed, this, &JobManager::storageFailed);
}

JobManager::~JobManager()
{
    // The runners use the downloaders.
    qDeleteAll(std::exchange(m_runners, {}));
}

void JobManager::resume(const Wants &wants)
{
    m_repository.forgetDismissed();
    // What changes from here on is heard of; what has changed before is in the list.
    m_claims.startLooking(m_options.lookInterval);
    whenDone(this, m_repository.recent(m_options.history),
             [this, wants](const Expected<QList<Job>, Error> &recent) {
                 if (!recent) {
                     Q_EMIT storageFailed(recent.error());
                     Q_EMIT resumed();
                     return;
                 }
                 QList<Job> oldestFirst(recent->rbegin(), recent->rend());
                 add(oldestFirst);
                 clearLeftovers(oldestFirst);
                 // A new start is a new chance to learn what became of the others.
                 oldestFirst.removeIf([&wants](const Job &job) {
                     return hasEnded(job.state) || (wants && !wants(job));
                 });
                 m_claims.takeUp(oldestFirst);
                 Q_EMIT resumed();
             });
}

/// A crash may have come between a job's end and the end of its staging.
void JobManager::clearLeftovers(const QList<Job> &jobs) const
{
    QSet<JobId> ended;
    for (const Job &job : jobs) {
        if (job.state == JobState::Done || job.state == JobState::Canceled)
            ended.insert(job.id);
    }
    QThreadPool::globalInstance()->start([folder = m_options.resultsFolder, ended] {
        ResultStaging::clearLeftovers(folder, ended);
    });
}

void JobManager::goOn(const QList<Job> &jobs)
{
    QList<Job> waiting;
    for (const Job &job : jobs) {
        if (looksAfter(job.id) || !m_jobs.contains(job.id))
            continue;
        m_jobs.insert(job.id, job);
        if (job.state == JobState::Submitting)
            m_askOnce.insert(job.id);
        if (job.state == JobState::Waiting)
            waiting.append(job);
        else if (job.state != JobState::Unknown)
            run(job.id);
        else if (job.request.isEmpty())
            findRequest(job, false);
        else
            askAgain(job.id);
    }
    if (!waiting.isEmpty())
        wait(waiting, true);
    startWaiting();
}

void JobManager::hear(const JobChange &change)
{
    const JobId &id = change.job.id;
    const Job *known = job(id);
    if (change.dismissed) {
        if (known && !isActive(known->state)) {
            m_jobs.remove(id);
            m_order.removeOne(id);
            Q_EMIT jobsRemoved({id});
        }
        return;
    }
    if (m_dismissed.contains(id))
        return;
    const bool wasActive = !known || isActive(known->state);
    if (known)
        update(change.job);
    else
        add({change.job});
    if (!wasActive || isActive(change.job.state))
        return;
    flushUpdates();
    whenDone(this, m_repository.assetsOf(id),
             [this, job = change.job](const Expected<QList<Asset>, Error> &assets) {
                 if (assets && !assets->isEmpty())
                     Q_EMIT assetsAdded(*assets);
                 Q_EMIT jobEndedElsewhere(job);
             });
}

bool JobManager::looksAfter(const JobId &id) const
{
    return m_runners.contains(id) || m_schedule.contains(id);
}

void JobManager::add(const QList<Job> &jobs)
{
    QList<Job> fresh;
    for (const Job &job : jobs) {
        if (m_jobs.contains(job.id))
            continue;
        m_jobs.insert(job.id, job);
        m_order.append(job.id);
        fresh.append(job);
    }
    if (!fresh.isEmpty())
        Q_EMIT jobsAdded(fresh);
}

void JobManager::update(const Job &job)
{
    Job &kept = m_jobs[job.id];
    // The server has a slot free while the result comes down.
    const bool freesSlot = job.state == JobState::Fetching && kept.state != JobState::Fetching;
    kept = job;
    if (freesSlot && m_schedule.size() > 0)
        QMetaObject::invokeMethod(this, &JobManager::startWaiting, Qt::QueuedConnection);
    if (!m_isChanged.contains(job.id)) {
        m_isChanged.insert(job.id);
        m_changed.append(job.id);
    }
    if (!m_flush.isActive())
        m_flush.start();
}

void JobManager::flushUpdates()
{
    QList<Job> updated;
    const QList<JobId> changed = std::exchange(m_changed, {});
    m_isChanged.clear();
    for (const JobId &id : changed) {
        if (const auto it = m_jobs.constFind(id); it != m_jobs.cend())
            updated.append(*it);
    }
    if (!updated.isEmpty())
        Q_EMIT jobsUpdated(updated);
}

Job JobManager::newJob(const JobRequest &request) const
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
    job.createdAt = m_clock.now();
    job.lane = request.lane;
    job.cost.estimated = request.estimatedCost;
    job.runner = m_claims.runId();
    return job;
}

JobId JobManager::submit(const JobRequest &request)
{
    return submitAll({request}).constFirst();
}

QList<JobId> JobManager::submitAll(const QList<JobRequest> &requests)
{
    QList<Job> jobs;
    QList<JobId> ids;
    for (const JobRequest &request : requests) {
        jobs.append(newJob(request));
        ids.append(jobs.constLast().id);
    }
    add(jobs);
    wait(jobs, false);
    keepNew(jobs);
    return ids;
}

void JobManager::keepNew(QList<Job> jobs)
{
    QList<JobId> ids;
    for (Job &job : jobs) {
        // Its rank is known by now.
        job = m_jobs.value(job.id);
        ids.append(job.id);
    }
    whenDone(this, m_repository.saveAll(jobs), [this, ids](const JobRepository::Saved &saved) {
        if (saved)
            startWaiting();
        for (const JobId &id : ids) {
            if (!saved && !m_runners.contains(id))
                failBeforeStart(id, saved.error());
        }
    });
}

void JobManager::failBeforeStart(const JobId &id, const Error &error)
{
    const auto it = m_jobs.find(id);
    if (it == m_jobs.end())
        return;
    const auto next = after(it->state, JobEvent::Faulted);
    if (!next)
        return;
    stopWaiting(id);
    it->state = *next;
    it->error = error;
    it->endedAt = m_clock.now();
    const Job job = *it;
    // Else the next start would find it waiting, and send what the user was told has failed.
    m_repository.save(job);
    update(job);
    flushUpdates();
    Q_EMIT jobEnded(job);
}

void JobManager::loseBeforeStart(const JobId &id, const Error &error)
{
    const auto it = m_jobs.find(id);
    if (it == m_jobs.end())
        return;
    const auto next = after(it->state, JobEvent::Lost);
    if (!next)
        return;
    // Not kept: at the next start its server may be there, and the job goes on by itself.
    it->state = *next;
    it->error = error;
    const Job job = *it;
    update(job);
    flushUpdates();
    Q_EMIT jobEnded(job);
}

void JobManager::startWaiting()
{
    QHash<QString, int> busy = underWay();
    // Nothing is free where nothing may be sent for a while.
    for (const QString &server : std::as_const(m_resting))
        busy.insert(server, std::numeric_limits<int>::max());
    while (const auto id = m_schedule.next(busy)) {
        ++busy[m_jobs.value(*id).server];
        run(*id);
    }
}

AssetDownloader &JobManager::downloaderFor(const QString &server, const QUrl &base)
{
    AssetDownloader *&downloader = m_downloaders[server];
    if (downloader && m_downloaderBases.value(server) == base)
        return *downloader;
    // Downloads under way keep the old one until the manager goes.
    downloader = new AssetDownloader(base, this);
    m_downloaderBases.insert(server, base);
    return *downloader;
}

QHash<QString, int> JobManager::underWay() const
{
    QHash<QString, int> counts;
    for (auto runner = m_runners.cbegin(); runner != m_runners.cend(); ++runner) {
        const Job *running = job(runner.key());
        if (running && running->state != JobState::Fetching)
            ++counts[running->server];
    }
    return counts;
}

void JobManager::wait(const QList<Job> &jobs, bool keepsRank)
{
    QSet<JobId> added;
    for (const Job &job : jobs) {
        if (!m_limited.contains(job.server))
            setLimit(job.server, m_options.limit);
        m_schedule.add({job.id, job.server, job.lane, job.held, job.rank}, keepsRank);
        added.insert(job.id);
    }
    // The new jobs are saved by whoever adds them.
    const QList<WaitingJob> changed = m_schedule.takeChanged();
    for (const WaitingJob &waiting : changed) {
        m_jobs[waiting.id].rank = waiting.rank;
        if (!added.contains(waiting.id))
            m_repository.save(m_jobs.value(waiting.id));
    }
    Q_EMIT waitingChanged();
}

void JobManager::stopWaiting(const JobId &id)
{
    if (!m_schedule.contains(id))
        return;
    m_schedule.remove(id);
    Q_EMIT waitingChanged();
}

void JobManager::keepSchedule()
{
    const QList<WaitingJob> changed = m_schedule.takeChanged();
    for (const WaitingJob &waiting : changed) {
        Job changing = m_jobs.value(waiting.id);
        changing.lane = waiting.lane;
        changing.held = waiting.held;
        changing.rank = waiting.rank;
        m_repository.save(changing);
        update(changing);
    }
    if (changed.isEmpty())
        return;
    Q_EMIT waitingChanged();
    startWaiting();
}

void JobManager::setPaused(bool paused)
{
    if (paused == m_schedule.isPaused())
        return;
    m_schedule.setPaused(paused);
    Q_EMIT pausedChanged(paused);
    startWaiting();
}

void JobManager::setLimit(const QString &server, int limit)
{
    m_limited.insert(server);
    m_schedule.setLimit(server, limit);
    if (m_schedule.size() > 0)
        startWaiting();
}

void JobManager::setHeld(const QList<JobId> &ids, bool held)
{
    for (const JobId &id : ids)
        m_schedule.setHeld(id, held);
    keepSchedule();
}

void JobManager::sendNext(const JobId &id)
{
    m_schedule.sendNext(id);
    keepSchedule();
}

void JobManager::move(const JobId &id, const JobId &before)
{
    m_schedule.move(id, before);
    keepSchedule();
}

void JobManager::run(const JobId &id)
{
    stopWaiting(id);
    const Job job = m_jobs.value(id);
    const auto client = m_servers.client(job.server);
    if (!client) {
        // Only a job that was never sent can be said to have failed.
        if (job.state == JobState::Waiting || job.state == JobState::Uploading)
            failBeforeStart(id, client.error());
        else
            loseBeforeStart(id, client.error());
        return;
    }
    const JobRunner::Means means{
        **client,
        m_repository,
        downloaderFor(job.server, (*client)->transport().environment().base()),
        m_clock,
        m_options.resultsFolder,
        m_options.pollInterval,
        m_options.troubleDelay,
        m_options.billing};
    auto *runner = new JobRunner(job, means, this);
    m_runners.insert(id, runner);
    connect(runner, &JobRunner::changed, this, &JobManager::update);
    connect(runner, &JobRunner::logArrived, this, [this, id](const QList<LogLine> &lines) {
        m_repository.appendLog(id, lines);
        Q_EMIT logAppended(id, lines);
    });
    connect(runner, &JobRunner::putBack, this,
            [this, runner](const Job &back, const Error &error) { putBack(runner, back, error); });
    connect(runner, &JobRunner::ended, this,
            [this, runner](const Job &ended, const QList<Asset> &assets) {
                conclude(runner, ended, assets);
            });
    runner->start();
}

void JobManager::conclude(JobRunner *runner, const Job &job, const QList<Asset> &assets)
{
    m_runners.remove(job.id);
    runner->deleteLater();
    update(job);
    flushUpdates();
    if (!assets.isEmpty())
        Q_EMIT assetsAdded(assets);
    Q_EMIT jobEnded(job);
    if (m_askOnce.remove(job.id) && job.state == JobState::Unknown && job.request.isEmpty())
        findRequest(job, false);
    startWaiting();
}

void JobManager::putBack(JobRunner *runner, const Job &job, const Error &error)
{
    m_runners.remove(job.id);
    runner->deleteLater();
    update(job);
    wait({job}, true);
    if (error.kind == Error::Kind::RateLimited) {
        rest(job.server, error);
    } else if (!m_schedule.isBlocked(job.server)) {
        m_schedule.setBlocked(job.server, true);
        Q_EMIT accountBlocked(job.server, error);
    }
    startWaiting();
}

void JobManager::rest(const QString &server, const Error &error)
{
    const int limit = std::max(1, underWay().value(server));
    if (limit < m_schedule.limit(server)) {
        m_schedule.setLimit(server, limit);
        Q_EMIT limitLearned(server, limit);
    }
    if (m_resting.contains(server))
        return;
    m_resting.insert(server);
    const auto asked = std::min(std::chrono::seconds(error.retryAfterSeconds), longestRest);
    QTimer::singleShot(std::max<std::chrono::milliseconds>(asked, m_options.troubleDelay), this,
                       [this, server] {
                           m_resting.remove(server);
                           startWaiting();
                       });
}

void JobManager::setBlocked(const QString &server, bool blocked)
{
    if (m_schedule.isBlocked(server) == blocked)
        return;
    m_schedule.setBlocked(server, blocked);
    if (blocked)
        return;
    Q_EMIT accountReleased(server);
    const QList<Job> all = jobs();
    for (const Job &job : all) {
        const bool lostByIt = job.state == JobState::Unknown && job.server == server && job.error
            && (job.error->kind == Error::Kind::Locked
                || job.error->kind == Error::Kind::Unauthorized);
        if (lostByIt)
            askAgain(job.id);
    }
    startWaiting();
}

void JobManager::cancel(const JobId &id)
{
    if (JobRunner *runner = m_runners.value(id)) {
        runner->cancel();
        return;
    }
    const auto it = m_jobs.find(id);
    if (it != m_jobs.end() && isActive(it->state) && !looksAfter(id)) {
        // Whoever looks after it hears of it, and so does this program when it takes it up.
        m_repository.setWish(id, cancelWish);
        return;
    }
    if (it == m_jobs.end() || it->state != JobState::Waiting)
        return;
    stopWaiting(id);
    it->state = *after(JobState::Waiting, JobEvent::CancelConfirmed);
    it->endedAt = m_clock.now();
    const Job job = *it;
    m_repository.save(job);
    update(job);
    flushUpdates();
    Q_EMIT jobEnded(job);
}

JobRequest JobManager::requestOf(const Job &job, Seed seed) const
{
    JobRequest request{job.endpoint, job.modelTitle,   job.server, job.input,
                       job.files,    job.promptOrigin, job.lane};
    request.estimatedCost = job.cost.estimated;
    if (seed == Seed::New)
        request.input.remove(QStringLiteral("seed"));
    return request;
}

JobId JobManager::duplicate(const JobId &id, Seed seed)
{
    const Job *old = job(id);
    return old ? submit(requestOf(*old, seed)) : JobId();
}

JobId JobManager::retry(const JobId &id, Seed seed)
{
    const auto it = m_jobs.constFind(id);
    if (it == m_jobs.cend() || isActive(it->state))
        return id;
    if (seed == Seed::Same && canFetchAgain(*it)) {
        askAgain(id);
        return id;
    }
    JobRequest request = requestOf(*it, seed);
    // It takes the place of the one that did not work.
    request.batch = it->batch;
    request.batchPlace = it->batchPlace;
    return submit(request);
}

QList<JobId> JobManager::takeBack(const QList<JobId> &ids)
{
    QList<JobId> back;
    QList<Job> listed;
    QList<Job> sentAgain;
    for (const JobId &id : ids) {
        if (const auto dismissed = m_dismissed.constFind(id); dismissed != m_dismissed.cend()) {
            listed.append(*dismissed);
            m_dismissed.erase(dismissed);
            m_repository.restore(id);
            back.append(id);
            continue;
        }
        const Job *canceled = job(id);
        if (!canceled || canceled->state != JobState::Canceled || canceled->attempts > 0)
            continue;
        Job again = *canceled;
        again.id = JobId(makeIdText());
        again.state = JobState::Waiting;
        again.endedAt = {};
        again.error.reset();
        sentAgain.append(again);
        dismiss({id});
        m_dismissed.remove(id);
        back.append(again.id);
    }
    add(listed);
    if (!sentAgain.isEmpty()) {
        add(sentAgain);
        wait(sentAgain, true);
        keepNew(sentAgain);
    }
    return back;
}

JobId JobManager::fetch(const RequestReference &reference, const QString &modelTitle,
                        const QString &server)
{
    const auto has = [&](const Job &job) {
        return job.request == reference.request && job.server == server;
    };
    if (const auto known = std::find_if(m_jobs.cbegin(), m_jobs.cend(), has);
        known != m_jobs.cend()) {
        const JobId id = known->id;
        if (!isActive(known->state) && known->state != JobState::Done)
            askAgain(id);
        return id;
    }
    if (const auto hidden = std::find_if(m_dismissed.cbegin(), m_dismissed.cend(), has);
        hidden != m_dismissed.cend()) {
        const JobId id = hidden->id;
        takeBack({id});
        return id;
    }
    Job job;
    job.id = JobId(makeIdText());
    job.batch = BatchId(job.id.toString());
    job.endpoint = reference.endpoint;
    job.modelTitle = modelTitle;
    job.server = server;
    job.state = JobState::Queued;
    job.request = reference.request;
    const QueueTicket ticket = QueueService::ticketOf(reference.endpoint, reference.request);
    job.statusUrl = ticket.statusUrl;
    job.responseUrl = ticket.responseUrl;
    job.cancelUrl = ticket.cancelUrl;
    job.createdAt = m_clock.now();
    job.runner = m_claims.runId();
    add({job});
    whenDone(this, m_repository.save(job), [this, id = job.id](const JobRepository::Saved &saved) {
        if (saved)
            lookUp(id);
        else
            loseBeforeStart(id, saved.error());
    });
    return job.id;
}

void JobManager::lookUp(const JobId &id)
{
    const Job *fetched = job(id);
    const auto client =
        fetched ? m_servers.client(fetched->server) : Expected<FalClient *, Error>(nullptr);
    if (!fetched || !client) {
        run(id);
        return;
    }
    RequestsQuery query;
    query.endpoint = fetched->endpoint;
    query.request = fetched->request;
    query.withPayloads = true;
    FalCall<RequestsPage> *call = (*client)->platform().requestsByEndpoint(query);
    connect(call, &FalReply::succeeded, this, [this, id, call] {
        const auto it = m_jobs.find(id);
        for (const RequestRecord &record : call->value().items) {
            if (it == m_jobs.end() || record.request != it->request)
                continue;
            it->input = record.input.toObject();
            it->submittedAt = record.sentAt;
            it->startedAt = record.startedAt;
            m_repository.save(*it);
            update(*it);
        }
    });
    // Without its inputs the result is still worth having.
    connect(call, &FalReply::finished, this, [this, id] {
        if (job(id) && !m_runners.contains(id))
            run(id);
    });
}

void JobManager::askAgain(const JobId &id)
{
    const auto it = m_jobs.find(id);
    if (it == m_jobs.end() || m_runners.contains(id))
        return;
    if (it->request.isEmpty()) {
        findRequest(*it, true);
        return;
    }
    if (it->state != JobState::Unknown && !canFetchAgain(*it))
        return;
    const auto next = after(it->state, JobEvent::AskedAgain);
    if (!next)
        return;
    it->state = *next;
    it->runner = m_claims.runId();
    it->error.reset();
    it->endedAt = {};
    m_repository.save(*it);
    update(*it);
    run(id);
}

void JobManager::findRequest(const Job &job, bool saysWhyNot)
{
    const auto client = m_servers.client(job.server);
    if (job.state != JobState::Unknown || m_finders.contains(job.id) || !client)
        return;
    QSet<RequestId> taken;
    for (const Job &other : std::as_const(m_jobs))
        taken.insert(other.request);
    auto *finder = new RequestFinder((*client)->platform(), job, taken, this);
    m_finders.insert(job.id, finder);
    const auto still = [this, finder, id = job.id]() -> Job * {
        m_finders.remove(id);
        finder->deleteLater();
        const auto it = m_jobs.find(id);
        const bool asks = it != m_jobs.end() && it->state == JobState::Unknown;
        return asks && it->request.isEmpty() ? &*it : nullptr;
    };
    connect(finder, &RequestFinder::found, this, [this, still](const RequestId &request) {
        if (Job *lost = still()) {
            lost->request = request;
            askAgain(lost->id);
        }
    });
    connect(finder, &RequestFinder::failed, this, [this, still, saysWhyNot](const Error &error) {
        Job *lost = still();
        if (lost && !saysWhyNot) {
            askLater(lost->id, error);
        } else if (lost) {
            lost->error = error;
            m_repository.save(*lost);
            update(*lost);
        }
    });
}

/// Servers list a request some time after they have taken it.
void JobManager::askLater(const JobId &id, const Error &error)
{
    const int asked = ++m_asks[id];
    if (error.kind != Error::Kind::NotFound || asked >= mostAsks)
        return;
    QTimer::singleShot(m_options.troubleDelay * (1 << (2 * (asked - 1))), this, [this, id] {
        const Job *lost = job(id);
        if (lost && lost->state == JobState::Unknown && lost->request.isEmpty())
            findRequest(*lost, false);
    });
}

void JobManager::giveUp(const JobId &id)
{
    const auto it = m_jobs.find(id);
    if (it == m_jobs.end())
        return;
    const auto next = after(it->state, JobEvent::GivenUp);
    if (!next)
        return;
    it->state = *next;
    const Job job = *it;
    m_repository.save(job);
    update(job);
    flushUpdates();
    Q_EMIT jobEnded(job);
}

void JobManager::dismiss(const QList<JobId> &ids)
{
    QList<JobId> removed;
    for (const JobId &id : ids) {
        const auto it = m_jobs.constFind(id);
        if (it == m_jobs.cend() || isActive(it->state))
            continue;
        m_dismissed.insert(id, *it);
        m_jobs.erase(it);
        m_repository.dismiss(id);
        removed.append(id);
    }
    if (removed.isEmpty())
        return;
    m_order.removeIf([this](const JobId &id) { return !m_jobs.contains(id); });
    Q_EMIT jobsRemoved(removed);
}

const Job *JobManager::job(const JobId &id) const
{
    const auto it = m_jobs.constFind(id);
    return it == m_jobs.cend() ? nullptr : &*it;
}

QList<Job> JobManager::jobs() const
{
    QList<Job> all;
    all.reserve(m_order.size());
    for (const JobId &id : m_order)
        all.append(m_jobs.value(id));
    return all;
}

int JobManager::activeCount() const
{
    int count = 0;
    for (const Job &job : m_jobs)
        count += isActive(job.state) ? 1 : 0;
    return count;
}

void JobManager::loadLog(const JobId &id)
{
    whenDone(this, m_repository.log(id), [this, id](const Expected<QList<LogLine>, Error> &log) {
        if (log)
            Q_EMIT logLoaded(id, *log);
        else
            Q_EMIT storageFailed(log.error());
    });
}

} // namespace peregrine
