#pragma once

#include "core/base/clock.h"
#include "core/fal/falservers.h"
#include "core/jobs/asset.h"
#include "core/jobs/job.h"
#include "core/jobs/jobclaims.h"
#include "core/jobs/jobkeeper.h"
#include "core/jobs/joblist.h"
#include "core/jobs/jobrepository.h"
#include "core/jobs/jobrequest.h"
#include "core/jobs/jobschedule.h"
#include "core/jobs/logkeeper.h"
#include "core/jobs/lostrequests.h"
#include "core/jobs/requestreference.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>
#include <functional>
#include <optional>

namespace peregrine {

class AssetDownloader;
class Billing;
class JobRunner;
class ProgramRun;

/// All jobs: sends them, follows them, keeps them, and takes up after a restart what was under way.
/// Everything happens in its thread's event loop; the repository does the disk work elsewhere.
class JobManager : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QString resultsFolder;
        std::chrono::milliseconds pollInterval{500};
        /// Before a job whose server cannot be reached asks again; doubles each time.
        std::chrono::milliseconds troubleDelay{5000};
        /// Jobs that may be under way at once on a server for which setLimit() says nothing else;
        /// the others wait here.
        int limit = 10;
        /// How many past jobs resume() lists.
        int history = 10'000;
        /// When other programs work on the same library: this one's run. Jobs that belong to
        /// another that goes on are listed and left alone.
        const ProgramRun *run = nullptr;
        /// What the units cost that servers bill; null: costs stay estimates.
        const Billing *billing = nullptr;
        /// How often to look for what others have changed.
        std::chrono::milliseconds lookInterval{1000};
    };

    /// The references must outlive the manager.
    JobManager(FalServers &servers, JobRepository &repository, const Clock &clock, Options options,
               QObject *parent = nullptr);
    ~JobManager() override;

    /// Which jobs of earlier sessions a program wants to go on with.
    using Wants = std::function<bool(const Job &)>;
    /// Lists the jobs of earlier sessions and goes on with those that were under way: with all, or
    /// with the ones that are wanted.
    void resume(const Wants &wants = {});

    /// Keeps the job, then sends it. Returns at once.
    JobId submit(const JobRequest &request);
    /// Keeps all in one transaction, then sends them in this order.
    QList<JobId> submitAll(const QList<JobRequest> &requests);
    void cancel(const JobId &id);
    using Seed = RepeatSeed;
    /// The same once more, whatever has become of it. The new job; an empty id when there is none
    /// to repeat.
    JobId duplicate(const JobId &id, Seed seed = Seed::Same);
    /// Undoes cancel() for jobs that were never sent (they come back as new jobs in their old
    /// places) and dismiss() (they are listed again, for as long as the program runs). The jobs
    /// that came back.
    QList<JobId> takeBack(const QList<JobId> &ids);

    /// While paused nothing is sent; what is under way goes on.
    void setPaused(bool paused);
    [[nodiscard]] bool isPaused() const { return m_schedule.isPaused(); }
    /// A server whose account takes no jobs (locked, out of balance, wrong key): its jobs wait
    /// until this is called with false, which also asks again about those that were under way.
    void setBlocked(const QString &server, bool blocked);
    [[nodiscard]] bool isBlocked(const QString &server) const
    {
        return m_schedule.isBlocked(server);
    }
    /// How many of a server's jobs may be under way at once.
    void setLimit(const QString &server, int limit);
    /// Waiting jobs, in the order in which they are sent; held ones in their places.
    [[nodiscard]] QList<JobId> waiting() const { return m_schedule.order(); }
    /// These wait until they are released. Nothing happens to jobs that do not wait.
    void setHeld(const QList<JobId> &ids, bool held);
    /// To the front, and released.
    void sendNext(const JobId &id);
    /// Before another waiting job; an empty id: at the end.
    void move(const JobId &id, const JobId &before);
    /// A job that has ended is sent again as a new one; one whose result could not be fetched or
    /// kept is only fetched again, at no charge. Answers the job that runs now.
    JobId retry(const JobId &id, Seed seed = Seed::Same);
    /// Brings what a request has made into the library, wherever it was sent from: nothing is sent
    /// and nothing billed. Its inputs come too, where the key may list the account's requests. The
    /// job that has it; the one that is there when it is known already.
    JobId fetch(const RequestReference &reference, const QString &modelTitle,
                const QString &server);
    /// Asks the server about an Unknown job again. Without a request id the account's requests are
    /// searched for it; when that leads nowhere the job's error says why.
    void askAgain(const JobId &id);
    void giveUp(const JobId &id);
    /// Takes ended and Unknown jobs out of the list; their results stay in the library.
    void dismiss(const QList<JobId> &ids);

    /// Null when not listed. Valid until the next return to the event loop.
    [[nodiscard]] const Job *job(const JobId &id) const { return m_list.find(id); }
    /// Oldest first.
    [[nodiscard]] QList<Job> jobs() const { return m_list.all(); }
    [[nodiscard]] int activeCount() const { return m_list.activeCount(); }
    /// Whether another program looks after the job: then cancel() asks that one.
    [[nodiscard]] bool isElsewhere(const JobId &id) const { return m_claims.isElsewhere(id); }
    /// Asks for a job's log; logLoaded() answers.
    void loadLog(const JobId &id);
    /// Asks the library how long models ran; pastRunsLoaded() answers.
    void loadPastRuns();

Q_SIGNALS:
    void jobsAdded(const QList<peregrine::Job> &jobs);
    /// At most some twenty times a second, each job once with its newest state.
    void jobsUpdated(const QList<peregrine::Job> &jobs);
    void jobsRemoved(const QList<peregrine::JobId> &ids);
    /// Done, Failed, Canceled or Unknown, after jobsUpdated().
    void jobEnded(const peregrine::Job &job);
    /// Another program on the library has brought a job to its end; its results are there.
    void jobEndedElsewhere(const peregrine::Job &job);
    void assetsAdded(const QList<peregrine::Asset> &assets);
    void logAppended(const peregrine::JobId &id, const QList<peregrine::LogLine> &lines);
    void logLoaded(const peregrine::JobId &id, const QList<peregrine::LogLine> &lines);
    void pastRunsLoaded(const QList<peregrine::PastRun> &runs);
    /// The library could not be read or written.
    void storageFailed(const peregrine::Error &error);
    /// resume() is through with listing.
    void resumed();
    void pausedChanged(bool paused);
    /// The account behind a server takes no jobs, and why (Locked or Unauthorized); once until
    /// setBlocked(server, false).
    void accountBlocked(const QString &server, const peregrine::Error &error);
    void accountReleased(const QString &server);
    /// The server said that fewer jobs may be under way than were sent.
    void limitLearned(const QString &server, int limit);
    /// Which jobs wait, or in which order, is another.
    void waitingChanged();

private:
    /// Saves jobs that wait from now on; whatever cannot be kept is not sent.
    void keepNew(QList<Job> jobs);
    void update(const Job &job);
    void startWaiting();
    /// Jobs that this program looks after from now on.
    void goOn(const QList<Job> &jobs);
    void clearLeftovers(const QList<Job> &jobs) const;
    [[nodiscard]] bool looksAfter(const JobId &id) const;
    void hear(const JobChange &change);
    /// What the schedule has changed goes to the disk.
    void keepSchedule();
    void wait(const QList<Job> &jobs, bool keepsRank);
    void stopWaiting(const JobId &id);
    [[nodiscard]] QHash<QString, int> underWay() const;
    void run(const JobId &id);
    void putBack(JobRunner *runner, const Job &job, const Error &error);
    /// After an answer like "too many requests" nothing is sent for a while.
    void rest(const QString &server, const Error &error);
    void conclude(JobRunner *runner, const Job &job, const QList<Asset> &assets);
    void failBeforeStart(const JobId &id, const Error &error);
    void loseBeforeStart(const JobId &id, const Error &error);
    [[nodiscard]] AssetDownloader &downloaderFor(const QString &server, const QUrl &base);
    /// The inputs of a request that was sent from elsewhere, then run().
    void lookUp(const JobId &id);
    /// The job as the event leaves it; nothing when it is not listed or has no such event now.
    [[nodiscard]] std::optional<Job> stepped(const JobId &id, JobEvent event) const;
    /// For JobKeeper.
    [[nodiscard]] std::optional<Job> unsaved(const JobId &id) const;
    /// Its end is kept, and told at once.
    void end(const Job &job);

    FalServers &m_servers;
    JobRepository &m_repository;
    const Clock &m_clock;
    Options m_options;
    JobList m_list;
    LostRequests m_lost;
    JobKeeper m_keeper;
    LogKeeper m_logs;
    JobSchedule m_schedule;
    JobClaims m_claims;
    QSet<QString> m_limited;
    /// Servers to which nothing is sent for a moment.
    QSet<QString> m_resting;
    QHash<JobId, JobRunner *> m_runners;
    QHash<QString, AssetDownloader *> m_downloaders;
    QHash<QString, QUrl> m_downloaderBases;
    /// Whether their submit arrived is asked once without being told to.
    QSet<JobId> m_askOnce;
};

} // namespace peregrine
