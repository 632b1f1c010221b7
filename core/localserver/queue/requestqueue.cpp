#include "core/localserver/queue/requestqueue.h"

#include "core/base/ids.h"
#include "core/base/json.h"
#include "core/base/logging.h"
#include "core/localserver/models/inputvalidator.h"
#include "core/localserver/queue/billedunits.h"
#include "core/localserver/queue/queueentry.h"

#include <algorithm>
#include <exception>
#include <utility>

namespace peregrine::localserver {

namespace {

// Bounds for what waits in memory; far above what a person or a batch sends.
constexpr int maximumWaiting = 20'000;
constexpr qint64 maximumWaitingBytes = 512LL * 1024 * 1024;
constexpr int maximumLogLines = 2'000;

QJsonObject logLine(const QString &message, const char *level)
{
    return {
        {QStringLiteral("message"), message},
        {QStringLiteral("level"), QLatin1String(level)},
        {QStringLiteral("source"), QStringLiteral("USER")},
        {QStringLiteral("timestamp"), QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
    };
}

ModelAnswer cancelled()
{
    return ModelAnswer::failure(499, QStringLiteral("The request was cancelled."),
                                QStringLiteral("client_cancelled"));
}

} // namespace

RequestQueue::RequestQueue(const ModelRegistry &models, const RequestStore &store, FileStore &files,
                           Options options, std::shared_ptr<const Clock> clock)
    : m_models(models)
    , m_store(store)
    , m_files(files)
    , m_options(options)
    , m_clock(std::move(clock))
    , m_drawing(options.drawingThreads)
{
    m_pool.setMaxThreadCount(options.concurrency);
    m_pool.setObjectName(QStringLiteral("local server runs"));
    m_timeouts = std::jthread([this](const std::stop_token &stop) { watchTimeouts(stop); });
}

RequestQueue::~RequestQueue()
{
    stop();
}

void RequestQueue::addListener(CompletionListener &listener)
{
    m_listeners.push_back(&listener);
}

void RequestQueue::resume()
{
    const std::scoped_lock lock(m_mutex);
    const QList<StoredRequest> unfinished = m_store.unfinished();
    for (const StoredRequest &request : unfinished) {
        const auto entry = std::make_shared<QueueEntry>();
        entry->request = request;
        entry->model = m_models.find(request.endpoint);
        if (entry->model == nullptr) {
            settle(entry,
                   ModelAnswer::failure(
                       404, QStringLiteral("Application \"%1\" not found").arg(request.endpoint),
                       QStringLiteral("not_found")));
            continue;
        }
        m_entries.insert(request.id, entry);
        enqueue(entry);
    }
    startWaiting();
}

void RequestQueue::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
        for (const EntryPointer &entry : std::as_const(m_entries))
            entry->stop.request_stop();
    }
    m_pool.waitForDone();
}

Expected<RequestQueue::Snapshot, RequestQueue::SubmitFault>
RequestQueue::submit(const LocalModel &model, const QJsonObject &input,
                     const RequestOptions &options, const QString &notice)
{
    const auto entry = std::make_shared<QueueEntry>();
    entry->model = &model;
    entry->inputBytes = toJson(input).size();
    StoredRequest &request = entry->request;
    request.id = makeIdText();
    request.endpoint = model.card().endpoint;
    request.input = input;
    request.submitted = m_clock->now();
    request.options = options;
    if (!notice.isEmpty())
        request.logs.append(logLine(notice, "WARN"));

    const std::scoped_lock lock(m_mutex);
    expireWaiting();
    const bool full = m_waiting.size() >= maximumWaiting
        || m_waitingBytes + entry->inputBytes > maximumWaitingBytes
        || (options.maximumQueueLength >= 0 && m_waiting.size() > options.maximumQueueLength);
    if (full)
        return Unexpected{SubmitFault::QueueFull};
    // On disk before anybody hears of it: an accepted request survives the end of the program.
    if (const Expected<Done, Error> saved = m_store.save(request); !saved) {
        qCWarning(lcLocalServer) << "Cannot keep a request:" << saved.error().message;
        return Unexpected{SubmitFault::Storage};
    }
    m_entries.insert(request.id, entry);
    enqueue(entry);
    const Snapshot snapshot{request, positionOf(entry)};
    startWaiting();
    return snapshot;
}

std::optional<RequestQueue::Snapshot> RequestQueue::find(const QString &id)
{
    {
        const std::scoped_lock lock(m_mutex);
        expireWaiting();
        if (const EntryPointer entry = m_entries.value(id); entry && !entry->finished)
            return Snapshot{entry->request, positionOf(entry)};
    }
    std::optional<StoredRequest> request = m_store.finished(id);
    return request ? std::optional(Snapshot{std::move(*request), 0}) : std::nullopt;
}

RequestQueue::CancelOutcome RequestQueue::cancel(const QString &id)
{
    {
        const std::scoped_lock lock(m_mutex);
        if (const EntryPointer entry = m_entries.value(id)) {
            if (entry->request.state == StoredRequest::State::Queued) {
                m_waiting.removeOne(entry);
                m_waitingBytes -= entry->inputBytes;
                settle(entry, cancelled());
                tellPositions();
                return CancelOutcome::Removed;
            }
            if (entry->request.state == StoredRequest::State::Done)
                return CancelOutcome::AlreadyCompleted;
            entry->stop.request_stop();
            return CancelOutcome::Requested;
        }
    }
    return m_store.finished(id) ? CancelOutcome::AlreadyCompleted : CancelOutcome::NotFound;
}

bool RequestQueue::removePayloads(const QString &id)
{
    {
        // In memory although it is completed: it could not be written to disk.
        const std::scoped_lock lock(m_mutex);
        if (m_entries.contains(id))
            return false;
    }
    return m_store.removePayloads(id);
}

bool RequestQueue::observe(const QString &id, const std::shared_ptr<RequestObserver> &observer)
{
    {
        const std::scoped_lock lock(m_mutex);
        expireWaiting();
        if (const EntryPointer entry = m_entries.value(id); entry && !entry->finished) {
            entry->observers.push_back(observer);
            if (entry->request.state == StoredRequest::State::Queued && !m_observed.contains(entry))
                m_observed.append(entry);
            observer->changed(entry->request, positionOf(entry));
            return true;
        }
    }
    const std::optional<StoredRequest> request = m_store.finished(id);
    if (request)
        observer->changed(*request, 0);
    return request.has_value();
}

std::optional<QString>
RequestQueue::runNow(const LocalModel &model, const QJsonObject &input,
                     const RequestOptions &options,
                     std::function<void(const StoredRequest &)> finished,
                     std::function<void(const QString &, const QJsonObject &)> partial)
{
    const std::scoped_lock lock(m_mutex);
    expireWaiting();
    const auto direct = std::count_if(m_waiting.cbegin(), m_waiting.cend(),
                                      [](const EntryPointer &entry) { return entry->rank() == 0; });
    if (m_stopping || m_running + direct >= m_options.concurrentRequests)
        return std::nullopt;
    const auto entry = std::make_shared<QueueEntry>();
    entry->model = &model;
    entry->finished = std::move(finished);
    entry->request.id = makeIdText();
    if (partial) {
        entry->partial = [partial = std::move(partial), id = entry->request.id](
                             const QJsonObject &output) { partial(id, output); };
    }
    entry->request.endpoint = model.card().endpoint;
    entry->request.input = input;
    entry->request.options = options;
    entry->request.submitted = m_clock->now();
    m_entries.insert(entry->request.id, entry);
    enqueue(entry);
    startWaiting();
    return entry->request.id;
}

void RequestQueue::enqueue(const EntryPointer &entry)
{
    const int rank = entry->rank();
    const auto place =
        std::find_if(m_waiting.begin(), m_waiting.end(),
                     [rank](const EntryPointer &waiting) { return waiting->rank() > rank; });
    m_waiting.insert(place, entry);
    m_waitingBytes += entry->inputBytes;
    if (entry->deadline().isValid()) {
        m_timeoutAdded = true;
        m_timeoutsChanged.notify_one();
    }
}

void RequestQueue::startWaiting()
{
    expireWaiting();
    while (!m_stopping && m_running < m_options.concurrency && !m_waiting.isEmpty()) {
        const EntryPointer entry = m_waiting.takeFirst();
        m_waitingBytes -= entry->inputBytes;
        begin(entry);
    }
    tellPositions();
}

void RequestQueue::begin(const EntryPointer &entry)
{
    ++m_running;
    entry->request.state = StoredRequest::State::Running;
    entry->request.started = m_clock->now();
    tell(*entry);
    m_pool.start([this, entry] { execute(entry); });
}

void RequestQueue::execute(const EntryPointer &entry)
{
    const auto started = std::chrono::steady_clock::now();
    const std::optional<ModelAnswer> answer = runModel(entry);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;

    const std::scoped_lock lock(m_mutex);
    --m_running;
    if (answer) {
        entry->request.inferenceTime = took.count();
        settle(entry, *answer);
    } else if (!m_stopping || entry->finished) {
        settle(entry, cancelled());
    }
    startWaiting();
}

std::optional<ModelAnswer> RequestQueue::runModel(const EntryPointer &entry)
{
    const auto log = [this, entry](const QString &message) {
        const std::scoped_lock lock(m_mutex);
        if (entry->request.logs.size() < maximumLogLines)
            entry->request.logs.append(logLine(message, "INFO"));
        tell(*entry);
    };
    const std::stop_token stop = entry->stop.get_token();
    const ModelCard &card = entry->model->card();
    try {
        const ModelSchemas schemas = entry->model->schemas();
        const InputValidator validator(schemas.components);
        const QJsonArray faults = validator.faults(schemas.input, entry->request.input);
        if (!faults.isEmpty())
            return ModelAnswer::invalid(faults);
        DrawingSlots::Hold slot(m_drawing);
        if (!slot.acquire(stop))
            return std::nullopt;
        log(entry->model->notice());
        RunContext context(m_files, slot, stop, m_options.minimumRun, log, entry->partial,
                           entry->request.options.outputs);
        std::optional<ModelAnswer> answer =
            entry->model->run(validator.withDefaults(schemas.input, entry->request.input), context);
        if (answer && answer->status < 300 && !context.finish())
            return std::nullopt;
        return answer;
    } catch (const std::exception &exception) {
        // Memory, most likely: one request too large must not end the program.
        qCWarning(lcLocalServer) << "A run of" << card.endpoint << "failed:" << exception.what();
        return ModelAnswer::failure(500, QStringLiteral("Internal Server Error"),
                                    QStringLiteral("internal_error"));
    }
}

void RequestQueue::settle(const EntryPointer &entry, const ModelAnswer &answer)
{
    StoredRequest &request = entry->request;
    request.state = StoredRequest::State::Done;
    request.status = answer.status;
    request.output = answer.body;
    request.error = answer.error;
    request.errorType = answer.errorType;
    request.ended = m_clock->now();
    if (answer.status < 300 && entry->model != nullptr)
        request.units = billedUnits(entry->model->card().unit, request.input, answer.body);
    for (CompletionListener *listener : m_listeners)
        listener->completed(request);
    tell(*entry);
    if (entry->finished) {
        m_entries.remove(request.id);
        entry->finished(request);
        return;
    }
    if (const Expected<Done, Error> saved = m_store.save(request); saved)
        m_entries.remove(request.id);
    else // It stays in memory, and runs again after a restart.
        qCWarning(lcLocalServer) << "Cannot keep a result:" << saved.error().message;
}

void RequestQueue::expireWaiting()
{
    const QDateTime now = m_clock->now();
    const auto late = [&now](const EntryPointer &entry) {
        const QDateTime deadline = entry->deadline();
        return deadline.isValid() && deadline < now;
    };
    QList<EntryPointer> expired;
    std::copy_if(m_waiting.cbegin(), m_waiting.cend(), std::back_inserter(expired), late);
    for (const EntryPointer &entry : std::as_const(expired)) {
        m_waiting.removeOne(entry);
        m_waitingBytes -= entry->inputBytes;
        settle(entry,
               ModelAnswer::failure(504, QStringLiteral("The request did not start in time."),
                                    QStringLiteral("request_timeout")));
    }
    if (!expired.isEmpty())
        tellPositions();
}

void RequestQueue::watchTimeouts(const std::stop_token &stop)
{
    constexpr std::chrono::milliseconds longest{60'000};
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        expireWaiting();
        std::chrono::milliseconds wait = longest;
        const QDateTime now = m_clock->now();
        for (const EntryPointer &entry : std::as_const(m_waiting)) {
            if (const QDateTime deadline = entry->deadline(); deadline.isValid())
                wait = std::min(wait, std::chrono::milliseconds(now.msecsTo(deadline) + 1));
        }
        m_timeoutsChanged.wait_for(lock, stop, wait,
                                   [this] { return std::exchange(m_timeoutAdded, false); });
    }
}

void RequestQueue::tell(QueueEntry &entry)
{
    std::erase_if(entry.observers, [](const auto &observer) { return observer.expired(); });
    if (entry.observers.empty())
        return;
    const bool waits = entry.request.state == StoredRequest::State::Queued;
    const auto place = std::find_if(m_waiting.cbegin(), m_waiting.cend(),
                                    [&entry](const auto &other) { return other.get() == &entry; });
    const int position = waits ? static_cast<int>(std::distance(m_waiting.cbegin(), place)) : 0;
    for (const std::weak_ptr<RequestObserver> &weak : entry.observers) {
        if (const auto observer = weak.lock())
            observer->changed(entry.request, position);
    }
}

void RequestQueue::tellPositions()
{
    m_observed.removeIf([](const EntryPointer &entry) {
        return entry->request.state != StoredRequest::State::Queued;
    });
    for (const EntryPointer &entry : std::as_const(m_observed))
        tell(*entry);
    m_observed.removeIf([](const EntryPointer &entry) { return entry->observers.empty(); });
}

int RequestQueue::positionOf(const EntryPointer &entry) const
{
    return static_cast<int>(std::max<qsizetype>(0, m_waiting.indexOf(entry)));
}

} // namespace peregrine::localserver
