#pragma once

#include "core/jobs/asset.h"
#include "core/jobs/job.h"
#include "core/jobs/jobrequest.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace peregrine {

class JobManager;
class LogView;
class QueuePanel;
class SendLink;
class Stage;
class Thumbnailer;

/// Joins the jobs with the queue panel, the log and the stage: what changes is shown, what the user
/// asks for is done.
class JobLink : public QObject
{
    Q_OBJECT

public:
    /// All must outlive it.
    JobLink(JobManager &jobs, SendLink &sending, Thumbnailer &thumbnails, QueuePanel &queue,
            LogView &log, Stage &stage, QObject *parent);

    /// The job whose log is shown and, while it has no result, which the stage shows.
    void follow(const JobId &id);
    [[nodiscard]] const JobId &followed() const { return m_followed; }
    /// The stage shows something else; the log stays with its job.
    void releaseStage();

Q_SIGNALS:
    /// The followed job, and each time it changes.
    void jobShown(const peregrine::Job &job);
    /// A job's results are wanted on the stage.
    void resultRequested(const peregrine::JobId &id);
    /// Its inputs were rejected: fields can be marked if its form is still there.
    void rejected(const peregrine::Job &job);

private:
    void connectJobs();
    void connectPanels();
    void showWaiting();
    void take(const QList<Job> &jobs);
    void showThumbnail(const QList<Asset> &assets);
    void retry(const QList<JobId> &ids, RepeatSeed seed);
    void followFirst(const QList<JobId> &ids);
    /// The merged log is of what runs now.
    void showRunning();

    JobManager &m_jobs;
    SendLink &m_sending;
    Thumbnailer &m_thumbnails;
    QueuePanel &m_queue;
    LogView &m_log;
    Stage &m_stage;
    QTimer m_waitingChanged;
    JobId m_followed;
    /// The stage shows the followed job until its result comes.
    bool m_onStage = false;
};

} // namespace peregrine
