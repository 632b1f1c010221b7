#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/localserver/drawingslots.h"
#include "core/localserver/models/modelregistry.h"
#include "core/localserver/queue/requestobserver.h"
#include "core/localserver/queue/requeststore.h"
#include "core/localserver/storage/filestore.h"

#include <QHash>
#include <QList>
#include <QThreadPool>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>

namespace peregrine::localserver {

/// Runs requests: those of the queue in their order, normal before low priority, and direct runs at
/// once. Safe from any thread; nothing here waits for a run but stop().
class RequestQueue
{
public:
    struct Options
    {
        int concurrency = 2;
        int drawingThreads = 1;
        std::chrono::milliseconds minimumRun{0};
    };

    struct SubmitOptions
    {
        bool lowPriority = false;
        /// Seconds; 0: no limit.
        double startTimeout = 0;
        /// Refuse when more than this many wait; negative: no limit.
        qint64 maximumQueueLength = -1;
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
                 Options options);
    RequestQueue(const RequestQueue &) = delete;
    RequestQueue &operator=(const RequestQueue &) = delete;
    ~RequestQueue();

    /// Takes up what an earlier run of the program left unfinished.
    void resume();
    /// Stops all runs and waits for them. What is unfinished stays unfinished on disk.
    void stop();

    /// Writes a request to disk and puts it into the queue.
    [[nodiscard]] Expected<Snapshot, SubmitFault>
    submit(const LocalModel &model, const QJsonObject &input, const SubmitOptions &options);
    [[nodiscard]] std::optional<Snapshot> find(const QString &id);
    CancelOutcome cancel(const QString &id);

    /// Tells the observer how the request is now, and of every change until it is done or the
    /// observer is gone. False when there is no such request.
    bool observe(const QString &id, const std::shared_ptr<RequestObserver> &observer);

    /// Runs a request now, outside of the queue and without a trace on disk; finished is called
    /// from another thread, once, and must not call the queue. partial hears outputs on their way
    /// before that, from the same thread. The request's id; nothing when all places are taken.
    [[nodiscard]] std::optional<QString>
    runNow(const LocalModel &model, const QJsonObject &input,
           std::function<void(const StoredRequest &)> finished,
           std::function<void(const QString &id, const QJsonObject &output)> partial = {});

private:
    struct Entry;
    using EntryPointer = std::shared_ptr<Entry>;

    void enqueue(const EntryPointer &entry);
    void startWaiting();
    void begin(const EntryPointer &entry);
    void execute(const EntryPointer &entry);
    [[nodiscard]] std::optional<ModelAnswer> runModel(const EntryPointer &entry);
    void settle(const EntryPointer &entry, const ModelAnswer &answer);
    void expireWaiting();
    void tell(Entry &entry);
    void tellPositions();
    [[nodiscard]] int positionOf(const EntryPointer &entry) const;

    const ModelRegistry &m_models;
    const RequestStore &m_store;
    FileStore &m_files;
    Options m_options;
    DrawingSlots m_drawing;

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
};

} // namespace peregrine::localserver
