#include "core/jobs/jobmanager.h"

#include "core/base/async.h"
#include "core/base/logging.h"
#include "core/jobs/durationbook.h"
#include "core/jobs/jobrunner.h"
#include "core/jobs/resultstaging.h"
#include "core/media/assetdownloader.h"

#include <QThreadPool>

#include <algorithm>
#include <limits>
#include <utility>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

/// Of what a server may ask with Retry-After.
constexpr std::chrono::seconds longestRest = 300s;

} // namespace

JobManager::JobManager(FalServers &servers, JobRepository &repository, const Clock &clock,
                       Options options, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_repository(repository)
    , m_clock(clock)
    , m_options(std::move(options))
    , m_lost(servers, m_list, m_options.troubleDelay)
    , m_keeper(
          repository, [this](const JobId &id) { return unsaved(id); }, m_options.troubleDelay)
    , m_logs(repository, m_options.troubleDelay)
    , m_claims(
          repository, m_options.run, [this](const JobId &id) { return looksAfter(id); }, nullptr)
{
    connect(&m_list, &JobList::added, this, &JobManager::jobsAdded);
    connect(&m_list, &JobList::updated, this, &JobManager::jobsUpdated);
    connect(&m_list, &JobList::removed, this, &JobManager::jobsRemoved);
    connect(&m_lost, &LostRequests::found, this, [this](const JobId &id, const RequestId &request) {
        Job lost = *job(id);
        lost.request = request;
        m_list.put(lost);
        askAgain(id);
    });
    connect(&m_lost, &LostRequests::notFound, this, [this](const JobId &id, const Error &error) {
        Job lost = *job(id);
        lost.error = error;
        m_keeper.keep(lost);
        update(lost);
    });
    connect(&m_keeper, &JobKeeper::failed, this, &JobManager::storageFailed);
    connect(&m_logs, &LogKeeper::loaded, this, &JobManager::logLoaded);
    connect(&m_logs, &LogKeeper::notLoaded, this, &JobManager::storageFailed);
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
                 m_list.add(oldestFirst);
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
        if (looksAfter(job.id) || !m_list.contains(job.id))
            continue;
        m_list.put(job);
        if (job.state == JobState::Submitting)
            m_askOnce.insert(job.id);
        if (job.state == JobState::Waiting)
            waiting.append(job);
        else if (job.state != JobState::Unknown)
            run(job.id);
        else if (job.request.isEmpty())
            m_lost.lookFor(job.id, LostRequests::Patience::AFewTimes);
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
        if (known && !isActive(known->state))
            m_list.forget(id);
        return;
    }
    if (m_list.isDismissed(id))
        return;
    const bool wasActive = !known || isActive(known->state);
    if (known)
        update(change.job);
    else
        m_list.add({change.job});
    if (!wasActive || isActive(change.job.state))
        return;
    m_list.flush();
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

void JobManager::update(const Job &job)
{
    const Job *before = m_list.find(job.id);
    // The server has a slot free while the result comes down.
    const bool freesSlot =
        before && job.state == JobState::Fetching && before->state != JobState::Fetching;
    m_list.update(job);
    if (freesSlot && m_schedule.size() > 0)
        QMetaObject::invokeMethod(this, &JobManager::startWaiting, Qt::QueuedConnection);
}

std::optional<Job> JobManager::stepped(const JobId &id, JobEvent event) const
{
    const Job *known = job(id);
    const auto next = known ? after(known->state, event) : std::nullopt;
    if (!next)
        return std::nullopt;
    Job changed = *known;
    changed.state = *next;
    return changed;
}

std::optional<Job> JobManager::unsaved(const JobId &id) const
{
    // A runner saves what it does by itself, and knows better.
    const Job *known = m_runners.contains(id) ? nullptr : job(id);
    return known ? std::optional(*known) : std::nullopt;
}

void JobManager::end(const Job &job)
{
    m_keeper.keep(job);
    update(job);
    m_list.flush();
    Q_EMIT jobEnded(job);
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
        jobs.append(makeJob(request, m_clock.now()));
        jobs.last().runner = m_claims.runId();
        ids.append(jobs.constLast().id);
    }
    m_list.add(jobs);
    wait(jobs, false);
    keepNew(jobs);
    return ids;
}

void JobManager::keepNew(QList<Job> jobs)
{
    QList<JobId> ids;
    for (Job &job : jobs) {
        // Its rank is known by now.
        job = *m_list.find(job.id);
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
    auto failed = stepped(id, JobEvent::Faulted);
    if (!failed)
        return;
    stopWaiting(id);
    failed->error = error;
    failed->endedAt = m_clock.now();
    // Kept: else the next start would find it waiting, and send what is said to have failed.
    end(*failed);
}

void JobManager::loseBeforeStart(const JobId &id, const Error &error)
{
    auto lost = stepped(id, JobEvent::Lost);
    if (!lost)
        return;
    // Not kept: at the next start its server may be there, and the job goes on by itself.
    lost->error = error;
    update(*lost);
    m_list.flush();
    Q_EMIT jobEnded(*lost);
}

void JobManager::startWaiting()
{
    QHash<QString, int> busy = underWay();
    // Nothing is free where nothing may be sent for a while.
    for (const QString &server : std::as_const(m_resting))
        busy.insert(server, std::numeric_limits<int>::max());
    while (const auto id = m_schedule.next(busy)) {
        ++busy[job(*id)->server];
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
        Job placed = *job(waiting.id);
        placed.rank = waiting.rank;
        m_list.put(placed);
        if (!added.contains(waiting.id))
            m_keeper.keep(placed);
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
        Job changing = *job(waiting.id);
        changing.lane = waiting.lane;
        changing.held = waiting.held;
        changing.rank = waiting.rank;
        m_keeper.keep(changing);
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
    const Job job = *m_list.find(id);
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
        m_logs.keep(id, lines);
        Q_EMIT logAppended(id, lines);
    });
    connect(runner, &JobRunner::putBack, this,
            [this, runner](const Job &back, const Error &error) { putBack(runner, back, error); });
    connect(runner, &JobRunner::notKept, this, [this](const Job &ended) { m_keeper.keep(ended); });
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
    m_list.flush();
    if (!assets.isEmpty())
        Q_EMIT assetsAdded(assets);
    Q_EMIT jobEnded(job);
    if (m_askOnce.remove(job.id))
        m_lost.lookFor(job.id, LostRequests::Patience::AFewTimes);
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
    const Job *known = job(id);
    if (known && isActive(known->state) && !looksAfter(id)) {
        // Whoever looks after it hears of it, and so does this program when it takes it up.
        m_repository.setWish(id, cancelWish);
        return;
    }
    if (!known || known->state != JobState::Waiting)
        return;
    Job canceled = *stepped(id, JobEvent::CancelConfirmed);
    canceled.endedAt = m_clock.now();
    stopWaiting(id);
    end(canceled);
}

JobId JobManager::duplicate(const JobId &id, Seed seed)
{
    const Job *old = job(id);
    return old ? submit(requestOf(*old, seed)) : JobId();
}

JobId JobManager::retry(const JobId &id, Seed seed)
{
    const Job *old = job(id);
    if (!old || isActive(old->state))
        return id;
    if (seed == Seed::Same && canFetchAgain(*old)) {
        askAgain(id);
        return id;
    }
    JobRequest request = requestOf(*old, seed);
    // It takes the place of the one that did not work.
    request.batch = old->batch;
    request.batchPlace = old->batchPlace;
    return submit(request);
}

QList<JobId> JobManager::takeBack(const QList<JobId> &ids)
{
    const QList<JobId> restored = m_list.restore(ids);
    for (const JobId &id : restored)
        m_repository.restore(id);
    QList<JobId> back = restored;
    const QSet<JobId> listedAgain(restored.cbegin(), restored.cend());
    QList<Job> sentAgain;
    for (const JobId &id : ids) {
        // What was cleared from the list comes back as it was: that is not sending it.
        const Job *canceled = listedAgain.contains(id) ? nullptr : job(id);
        if (!canceled || canceled->state != JobState::Canceled || canceled->attempts > 0)
            continue;
        Job again = *canceled;
        again.id = JobId(makeIdText());
        again.state = JobState::Waiting;
        again.endedAt = {};
        again.error.reset();
        sentAgain.append(again);
        m_list.forget(id);
        m_repository.dismiss(id);
        back.append(again.id);
    }
    if (!sentAgain.isEmpty()) {
        m_list.add(sentAgain);
        wait(sentAgain, true);
        keepNew(sentAgain);
    }
    return back;
}

JobId JobManager::fetch(const RequestReference &reference, const QString &modelTitle,
                        const QString &server)
{
    if (const auto known = m_list.withRequest(reference.request, server)) {
        if (m_list.isDismissed(known->id))
            takeBack({known->id});
        else if (!isActive(known->state) && known->state != JobState::Done)
            askAgain(known->id);
        return known->id;
    }
    Job job = makeJob(reference, m_clock.now());
    job.modelTitle = modelTitle;
    job.server = server;
    job.runner = m_claims.runId();
    m_list.add({job});
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
        for (const RequestRecord &record : call->value().items) {
            const Job *known = job(id);
            if (!known || record.request != known->request)
                continue;
            Job described = *known;
            described.input = record.input.toObject();
            described.submittedAt = record.sentAt;
            described.startedAt = record.startedAt;
            m_repository.save(described);
            update(described);
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
    const Job *known = job(id);
    if (!known || m_runners.contains(id))
        return;
    if (known->request.isEmpty()) {
        m_lost.lookFor(id, LostRequests::Patience::Once);
        return;
    }
    if (known->state != JobState::Unknown && !canFetchAgain(*known))
        return;
    auto asked = stepped(id, JobEvent::AskedAgain);
    if (!asked)
        return;
    asked->runner = m_claims.runId();
    asked->error.reset();
    asked->endedAt = {};
    m_repository.save(*asked);
    update(*asked);
    run(id);
}

void JobManager::giveUp(const JobId &id)
{
    if (const auto given = stepped(id, JobEvent::GivenUp))
        end(*given);
}

void JobManager::dismiss(const QList<JobId> &ids)
{
    const QList<JobId> gone = m_list.dismiss(ids);
    for (const JobId &id : gone)
        m_repository.dismiss(id);
}

void JobManager::loadLog(const JobId &id)
{
    m_logs.load(id);
}

void JobManager::loadPastRuns()
{
    whenDone(this, m_repository.pastRuns(DurationBook::mostRuns),
             [this](const Expected<QList<PastRun>, Error> &runs) {
                 // Progress is shown without them, too.
                 if (runs)
                     Q_EMIT pastRunsLoaded(*runs);
                 else
                     qCWarning(lcJobs)
                         << "How long models run is not known:" << runs.error().message;
             });
}

} // namespace peregrine
