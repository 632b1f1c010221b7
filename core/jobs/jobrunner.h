#pragma once

#include "core/fal/falclient.h"
#include "core/fal/queue/logwindow.h"
#include "core/jobs/job.h"
#include "core/jobs/jobrepository.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <chrono>
#include <functional>

namespace peregrine {

class AssetDownloader;
class Billing;
class Clock;
class ResultFetcher;

/// Takes one job from where it stands to its end: uploads, submits, follows, fetches. It decides
/// nothing itself: every step is an event for jobState's table, and each new state is on disk
/// before the step that follows from it. Deleting it leaves the job where it is; a new runner takes
/// it up again.
class JobRunner : public QObject
{
    Q_OBJECT

public:
    struct Means
    {
        FalClient &client;
        JobRepository &repository;
        AssetDownloader &downloader;
        const Clock &clock;
        QString resultsFolder;
        std::chrono::milliseconds pollInterval{500};
        /// After the first trouble with the network; doubles with each further one in a row.
        std::chrono::milliseconds troubleDelay{5000};
        /// Null: what a job has cost stays an estimate.
        const Billing *billing = nullptr;
    };

    JobRunner(Job job, const Means &means, QObject *parent);
    ~JobRunner() override;

    [[nodiscard]] const Job &job() const { return m_job; }
    /// Goes on from the job's state. Call once.
    void start();
    /// Before it is sent the job is canceled at once; later the server is asked and decides. Asked
    /// for again, it asks the server again.
    void cancel();

Q_SIGNALS:
    void changed(const peregrine::Job &job);
    void logArrived(const QList<peregrine::LogLine> &lines);
    /// The server takes no job from this account now: the job waits again and is saved. The runner
    /// can be deleted.
    void putBack(const peregrine::Job &job, const peregrine::Error &error);
    /// Before ended(): the library could not be written.
    void notKept(const peregrine::Job &job);
    /// The job's last state, saved with its assets (none unless Done). The runner can be deleted.
    void ended(const peregrine::Job &job, const QList<peregrine::Asset> &assets);

private:
    /// All files of the job, some at a time; their URLs are saved with the intent to submit.
    void upload();
    void prepareSubmit();
    void submit();
    void poll();
    void take(const QueueStatus &status);
    /// A crash may have come between the results' way to the disk and the library.
    void recoverResult();
    void fetchOutput();
    void store(const QJsonObject &output);
    void askCancel();
    /// Before anything was accepted: fault(), unless the job can wait for better times.
    void refuse(const Error &error);
    void fault(const Error &error);
    void lose(const Error &error);
    /// A trouble that may pass: asks again later and says so in the log. False when it has lasted
    /// too long or is of another kind.
    bool waitOut(const Error &error);
    /// The same for a library that cannot be written.
    bool waitForStorage(const Error &error, const std::function<void()> &tryAgain);
    /// A line of our own in the job's log.
    void warn(const QString &message);
    /// Applies an event; false when the table has no such edge.
    bool apply(JobEvent event);
    /// Saves the job, then goes on, unless it has ended meanwhile. When it cannot be saved for
    /// long, a job that the server has is lost, not failed: it may run and be billed.
    template <typename Then> void saveThen(Then then);
    void endWith(const QList<Asset> &assets);
    void keepEnd(const QList<Asset> &assets);
    [[nodiscard]] QueueTicket ticket() const;

    Job m_job;
    Means m_means;
    QPointer<FalReply> m_call;
    QPointer<ResultFetcher> m_fetcher;
    QTimer m_pollTimer;
    LogWindow m_logs;
    int m_troubles = 0;
    int m_storageTroubles = 0;
    bool m_cancelAsked = false;
    bool m_ended = false;
};

} // namespace peregrine
