#include "ui/shell/joblink.h"

#include "core/base/async.h"
#include "core/jobs/jobmanager.h"
#include "core/media/thumbnailer.h"
#include "ui/queue/logview.h"
#include "ui/queue/queuepanel.h"
#include "ui/shell/sendlink.h"
#include "ui/viewer/stage.h"

#include <QPixmap>

#include <chrono>

namespace peregrine {

namespace {

using namespace std::chrono_literals;

constexpr auto waitingDelay = 50ms;

} // namespace

JobLink::JobLink(JobManager &jobs, SendLink &sending, Thumbnailer &thumbnails, QueuePanel &queue,
                 LogView &log, Stage &stage, QObject *parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_sending(sending)
    , m_thumbnails(thumbnails)
    , m_queue(queue)
    , m_log(log)
    , m_stage(stage)
{
    connectJobs();
    connectPanels();
}

void JobLink::connectJobs()
{
    connect(&m_jobs, &JobManager::jobsAdded, &m_queue, &QueuePanel::upsert);
    connect(&m_jobs, &JobManager::jobsUpdated, this, &JobLink::take);
    connect(&m_jobs, &JobManager::jobsRemoved, &m_queue, &QueuePanel::remove);
    // The whole order at once: with each job that is sent it is another.
    m_waitingChanged.setSingleShot(true);
    m_waitingChanged.setInterval(waitingDelay);
    connect(&m_waitingChanged, &QTimer::timeout, this, &JobLink::showWaiting);
    connect(&m_jobs, &JobManager::waitingChanged, this, [this] {
        if (!m_waitingChanged.isActive())
            m_waitingChanged.start();
    });
    connect(&m_jobs, &JobManager::pausedChanged, this, &JobLink::showWaiting);
    showWaiting();
    connect(&m_jobs, &JobManager::assetsAdded, this, &JobLink::showThumbnail);
    connect(&m_jobs, &JobManager::logAppended, this,
            [this](const JobId &id, const QList<LogLine> &lines) { m_log.append(id, lines); });
    connect(&m_jobs, &JobManager::logLoaded, this,
            [this](const JobId &id, const QList<LogLine> &lines) { m_log.load(id, lines); });
    connect(&m_log, &LogView::logsWanted, this, [this](const QList<JobId> &ids) {
        for (const JobId &id : ids)
            m_jobs.loadLog(id);
    });
    connect(&m_log, &LogView::mergedChanged, this, [this](bool merged) {
        if (merged) {
            showRunning();
        } else if (!m_followed.isEmpty()) {
            m_log.reset(m_followed, {});
            m_jobs.loadLog(m_followed);
        }
    });
    connect(&m_jobs, &JobManager::jobEnded, this, [this](const Job &job) {
        if (job.error && !job.error->fields.isEmpty())
            Q_EMIT rejected(job);
    });
}

void JobLink::showWaiting()
{
    m_waitingChanged.stop();
    m_queue.setWaiting(m_jobs.waiting(), m_jobs.isPaused());
}

void JobLink::connectPanels()
{
    connect(&m_queue, &QueuePanel::jobSelected, this, &JobLink::follow);
    connect(&m_queue, &QueuePanel::jobActivated, this, &JobLink::follow);
    connect(&m_queue, &QueuePanel::cancelRequested, this, [this](const QList<JobId> &ids) {
        for (const JobId &id : ids)
            m_jobs.cancel(id);
    });
    connect(&m_queue, &QueuePanel::removeRequested, this,
            [this](const QList<JobId> &ids) { m_jobs.dismiss(ids); });
    connect(&m_queue, &QueuePanel::retryRequested, this, &JobLink::retry);
    connect(&m_queue, &QueuePanel::duplicateRequested, this,
            [this](const QList<JobId> &ids, RepeatSeed seed) {
                m_sending.duplicate(ids, seed, this,
                                    [this](const QList<JobId> &copies) { followFirst(copies); });
            });
    connect(&m_queue, &QueuePanel::pauseRequested, &m_jobs, &JobManager::setPaused);
    connect(&m_queue, &QueuePanel::holdRequested, &m_jobs, &JobManager::setHeld);
    connect(&m_queue, &QueuePanel::sendNextRequested, &m_jobs, &JobManager::sendNext);
    connect(&m_queue, &QueuePanel::moveRequested, &m_jobs, &JobManager::move);
    connect(&m_queue, &QueuePanel::takeBackRequested, &m_sending, &SendLink::takeBack);
    connect(&m_queue, &QueuePanel::askAgainRequested, this,
            [this](const JobId &id) { m_jobs.askAgain(id); });
    connect(&m_queue, &QueuePanel::giveUpRequested, this,
            [this](const JobId &id) { m_jobs.giveUp(id); });
    connect(&m_stage, &Stage::retryRequested, this,
            [this](const JobId &id) { retry({id}, RepeatSeed::Same); });
    connect(&m_stage, &Stage::cancelRequested, this,
            [this](const JobId &id) { m_jobs.cancel(id); });
    connect(&m_stage, &Stage::askAgainRequested, this,
            [this](const JobId &id) { m_jobs.askAgain(id); });
    connect(&m_stage, &Stage::giveUpRequested, this,
            [this](const JobId &id) { m_jobs.giveUp(id); });
}

void JobLink::retry(const QList<JobId> &ids, RepeatSeed seed)
{
    m_sending.retry(ids, seed, this,
                    [this](const QList<JobId> &sentAgain) { followFirst(sentAgain); });
}

void JobLink::followFirst(const QList<JobId> &ids)
{
    follow(ids.constFirst());
}

void JobLink::follow(const JobId &id)
{
    const Job *job = m_jobs.job(id);
    if (!job)
        return;
    const bool same = id == m_followed;
    m_followed = id;
    if (!same) {
        m_log.reset(id, {});
        if (!m_log.isMerged())
            m_jobs.loadLog(id);
    }
    m_log.setJob(*job);
    Q_EMIT jobShown(*job);
    m_queue.select(id);
    if (job->state == JobState::Done) {
        m_onStage = false;
        Q_EMIT resultRequested(id);
        return;
    }
    m_onStage = true;
    m_stage.showJob(*job);
}

void JobLink::showRunning()
{
    QList<Job> running = m_jobs.jobs();
    running.removeIf(
        [](const Job &job) { return !isActive(job.state) || job.state == JobState::Waiting; });
    m_log.setRunning(running);
}

void JobLink::releaseStage()
{
    m_onStage = false;
}

void JobLink::take(const QList<Job> &jobs)
{
    m_queue.upsert(jobs);
    if (m_log.isMerged()) {
        QList<Job> running = jobs;
        running.removeIf(
            [](const Job &job) { return !isActive(job.state) || job.state == JobState::Waiting; });
        m_log.setRunning(running);
    }
    for (const Job &job : jobs) {
        if (job.id != m_followed)
            continue;
        m_log.setJob(job);
        Q_EMIT jobShown(job);
        if (!m_onStage)
            continue;
        if (job.state == JobState::Done) {
            m_onStage = false;
            Q_EMIT resultRequested(job.id);
        } else {
            m_stage.showJob(job);
        }
    }
}

void JobLink::showThumbnail(const QList<Asset> &assets)
{
    for (const Asset &asset : assets) {
        if (asset.index != 0)
            continue;
        whenDone(this, m_thumbnails.thumbnail(asset.path, asset.kind),
                 [this, id = asset.job](const LoadedImage &image) {
                     if (image)
                         m_queue.setThumbnail(id, QPixmap::fromImage(*image));
                 });
    }
}

} // namespace peregrine
