#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/result.h"
#include "core/localserver/drawingslots.h"
#include "core/localserver/models/modelregistry.h"
#include "core/localserver/queue/completionlistener.h"
#include "core/localserver/queue/requestobserver.h"
#include "core/localserver/queue/requeststore.h"
#include "core/localserver/storage/filestore.h"

#include <QHash>
#include <QList>
#include <QThreadPool>

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace peregrine::localserver {

struct QueueEntry;

/// Runs requests: direct runs first, then those of the queue in their order, normal before low
/// priority. Safe from any thread; nothing here waits for a run but stop().
class RequestQueue
{
public:
    struct Options
    {
        /// Runs at the same moment.
        int concurrency = 2;
        /// What may run or wait to run when a direct run comes; more are refused.
        int concurrentRequests = 2;
        int drawingThreads = 1;
        std::chrono::milliseconds minimumRun{0};
    };

    /// A request, and how many are ahead of it while it waits.
    struct Snapshot
    {
        StoredRequest request;
        int position = 0;
    };

    enum class SubmitFault { QueueFull, Storage };
    enum class CancelOutcome { Removed, Requested, AlreadyCompleted, NotFound };

    /// The references must outlive the queue.
    RequestQueue(const ModelRegistry &models, const RequestStore &store, FileStore &files,
                 Options options, std::shared_ptr<const Clock> clock);
    RequestQueue(const RequestQueue &) = delete;
    RequestQueue &operator=(const RequestQueue &) = delete;
    ~RequestQueue();

    /// Before resume(). The listeners must outlive the queue.
    void addListener(CompletionListener &listener);
    /// Takes up what an earlier run of the program left unfinished.
    void resume();
    /// Stops all runs and waits for them. What is unfinished stays unfinished on disk.
    void stop();

    /// Writes a request to disk and puts it into the queue. notice is a first line of its log.
    [[nodiscard]] Expected<Snapshot, SubmitFault> submit(const LocalModel &model,
                                                         const QJsonObject &input,
                                                         const RequestOptions &options,
                                                         const QString &notice = {});
    [[nodiscard]] std::optional<Snapshot> find(const QString &id);
    CancelOutcome cancel(const QString &id);

    /// Tells the observer how the request is now, and of every change until it is done or the
    /// observer is gone. False when there is no such request.
    bool observe(const QString &id, const std::shared_ptr<RequestObserver> &observer);

    /// Takes input, output and log out of a completed request.
    bool removePayloads(const QString &id);

    /// Runs a request as soon as there is a place for it, without payloads on disk; finished is
    /// called from any thread, once, and must not call the queue. partial hears outputs on their
    /// way before that. The request's id; nothing when too many run or wait.
    [[nodiscard]] std::optional<QString>
    runNow(const LocalModel &model, const QJsonObject &input, const RequestOptions &options,
           std::function<void(const StoredRequest &)> finished,
           std::function<void(const QString &id, const QJsonObject &output)> partial = {});

private:
    using EntryPointer = std::shared_ptr<QueueEntry>;

    void enqueue(const EntryPointer &entry);
    void startWaiting();
    void begin(const EntryPointer &entry);
    void execute(const EntryPointer &entry);
    [[nodiscard]] std::optional<ModelAnswer> runModel(const EntryPointer &entry);
    void settle(const EntryPointer &entry, const ModelAnswer &answer);
    void expireWaiting();
    void watchTimeouts(const std::stop_token &stop);
    void tell(QueueEntry &entry);
    void tellPositions();
    [[nodiscard]] int positionOf(const EntryPointer &entry) const;

    const ModelRegistry &m_models;
    const RequestStore &m_store;
    FileStore &m_files;
    Options m_options;
    std::shared_ptr<const Clock> m_clock;
    DrawingSlots m_drawing;
    std::vector<CompletionListener *> m_listeners;

    /// Guards everything below and the requests inside the entries.
    mutable std::mutex m_mutex;
    QHash<QString, EntryPointer> m_entries;
    QList<EntryPointer> m_waiting;
    /// Waiting ones whose place somebody watches.
    QList<EntryPointer> m_observed;
    qint64 m_waitingBytes = 0;
    int m_running = 0;
    bool m_stopping = false;
    QThreadPool m_pool;
    /// Wakes the thread below: the first timeout may be another one now.
    std::condition_variable_any m_timeoutsChanged;
    bool m_timeoutAdded = false;
    std::jthread m_timeouts;
};

} // namespace peregrine::localserver
