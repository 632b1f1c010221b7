#include "core/localserver/serverengine.h"

#include "core/base/logging.h"

#include <QCoreApplication>
#include <QDir>
#include <QThread>

#include <algorithm>

namespace peregrine::localserver {

namespace {

constexpr std::chrono::hours requestLifetime{7 * 24};
constexpr std::chrono::seconds housekeepingEvery{30};
constexpr qint64 pruneEverySeconds = 600;

std::unique_ptr<QTemporaryDir> temporaryFolder(const LocalServer::Options &options)
{
    return options.dataFolder.isEmpty() ? std::make_unique<QTemporaryDir>() : nullptr;
}

int drawingThreads(const LocalServer::Options &options)
{
    return options.drawingThreads > 0 ? options.drawingThreads : QThread::idealThreadCount();
}

RequestQueue::Options queueOptions(const LocalServer::Options &options)
{
    RequestQueue::Options result;
    result.concurrency = std::max(1, options.concurrency);
    result.concurrentRequests =
        options.concurrentRequests > 0 ? options.concurrentRequests : result.concurrency;
    result.drawingThreads = drawingThreads(options);
    result.minimumRun = std::chrono::milliseconds(std::max(0, options.minimumRunMs));
    return result;
}

DeliveryRunner::Options deliveryOptions(const LocalServer::Options &options)
{
    DeliveryRunner::Options result;
    result.firstDelay = std::chrono::milliseconds(std::max(1, options.webhookRetryMs));
    result.maximumPayload = options.webhookPayloadBytes;
    return result;
}

WebhookTargets webhookTargets(const LocalServer::Options &options)
{
    return WebhookTargets(options.webhooksAnywhere ? WebhookTargets::Reach::Anywhere
                                                   : WebhookTargets::Reach::Loopback);
}

RealtimeApi::Options realtimeOptions(const LocalServer::Options &options)
{
    return {drawingThreads(options),
            std::chrono::milliseconds(std::max(1, options.realtimeTimeoutMs))};
}

std::shared_ptr<const Clock> clockOf(const LocalServer::Options &options)
{
    return options.clock ? options.clock : std::make_shared<const SystemClock>();
}

MultipartUploads::Limits uploadLimits(const LocalServer::Options &options)
{
    MultipartUploads::Limits limits;
    limits.uploadBytes = options.uploadBytes;
    return limits;
}

std::chrono::milliseconds commentAfter(const LocalServer::Options &options)
{
    return std::chrono::milliseconds(std::max(1, options.streamCommentMs));
}

} // namespace

ServerEngine::ServerEngine(const LocalServer::Options &options)
    : m_clock(clockOf(options))
    , m_unstoredResult(std::max(0, options.unstoredResultMs))
    , m_rotateWebhookKey(options.rotateWebhookKey)
    , m_temporary(temporaryFolder(options))
    , m_folder(m_temporary ? m_temporary->path() : QDir(options.dataFolder).absolutePath())
    , m_models(options.schemasFolder)
    , m_requests(m_folder)
    , m_files(m_folder, FileStore::Limits(), m_clock)
    , m_keys(Secret(options.requiredKey))
    , m_history(m_folder, m_clock)
    , m_signer(m_folder)
    , m_courier(m_folder, m_signer, deliveryOptions(options), m_clock)
    , m_queue(m_models, m_requests, m_files, queueOptions(options), m_clock)
    , m_tickets(m_clock)
    , m_uploads(uploadLimits(options), m_clock)
    , m_uploadSteps(m_files, m_uploads)
    , m_cdnTokens(m_clock)
    , m_access(m_keys, m_tokens)
    , m_realtime(m_access, m_models, realtimeOptions(options))
    , m_queueApi(m_keys, m_models, m_queue, webhookTargets(options), commentAfter(options))
    , m_runApi(m_keys, m_access, m_models, m_queue, m_realtime, commentAfter(options))
    , m_tokensApi(m_keys, m_tokens)
    , m_storageApi(m_keys, m_tickets, m_uploads, m_uploadSteps, m_cdnTokens)
    , m_wellKnownApi(m_signer)
    , m_uploadsApi(m_files, m_tickets, m_uploads, m_uploadSteps, options.uploadBytes)
    , m_cdnApi(m_cdnTokens, m_files, m_uploads, m_uploadSteps, options.uploadBytes)
    , m_thumbnailsApi(m_models, drawingThreads(options))
    , m_filesApi(m_keys, m_files, m_cdnApi, m_thumbnailsApi)
    , m_catalogueApi(m_keys, {m_models, m_history, m_queue, m_files},
                     options.platformCallsPerMinute, m_clock)
    , m_siteApi(m_keys, m_models)
    , m_http(m_router, HttpServer::Options{options.port, HttpLimits()})
    , m_housekeeper(housekeepingEvery, [this] { keepHouse(); })
{
    m_router.mount(QStringLiteral("queue.fal.run"), m_queueApi);
    m_router.mount(QStringLiteral("fal.run"), m_runApi);
    m_router.mount(QStringLiteral("rest.fal.ai/tokens"), m_tokensApi);
    m_router.mount(QStringLiteral("rest.fal.ai/.well-known"), m_wellKnownApi);
    m_router.mount(QStringLiteral("rest.fal.ai"), m_storageApi);
    m_router.mount(QStringLiteral("v3.fal.media/upload"), m_uploadsApi);
    m_router.mount(QStringLiteral("v3.fal.media/files"), m_filesApi);
    m_router.mount(QStringLiteral("api.fal.ai"), m_catalogueApi);
    m_router.mount(QStringLiteral("fal.ai"), m_siteApi);
}

ServerEngine::~ServerEngine() = default;

Expected<quint16, Error> ServerEngine::start()
{
    if (const Expected<Done, Error> opened = openFolder(); !opened)
        return Unexpected{opened.error()};
    m_queue.addListener(m_courier);
    m_queue.addListener(m_history);
    // Before the first call can come: who asks for an unfinished request must find it.
    m_queue.resume();
    const Expected<quint16, Error> port = m_http.start();
    if (!port)
        return port;
    qCInfo(lcLocalServer) << "The local server listens on port" << *port;
    m_courier.start(QStringLiteral("http://127.0.0.1:%1").arg(*port));
    // Old files may be many; nobody waits for their end.
    m_housekeeper.start();
    return port;
}

Expected<Done, Error> ServerEngine::openFolder()
{
    if ((m_temporary && !m_temporary->isValid()) || !QDir().mkpath(m_folder)) {
        return Unexpected{Error::storage(
            QCoreApplication::translate("peregrine::LocalServer",
                                        "The local server cannot make its folder %1.")
                .arg(QDir::toNativeSeparators(m_folder)))};
    }
    // Two servers would run each other's unfinished requests.
    m_lock = std::make_unique<ProcessLock>(m_folder + QLatin1String("/server.lock"));
    const ProcessLock::Outcome locked = m_lock->tryLock();
    if (locked != ProcessLock::Outcome::Locked) {
        const QString text = locked == ProcessLock::Outcome::HeldByOther
            ? QCoreApplication::translate("peregrine::LocalServer",
                                          "Another local server uses the folder %1.")
            : QCoreApplication::translate("peregrine::LocalServer",
                                          "The local server cannot write to its folder %1.");
        return Unexpected{Error::storage(text.arg(QDir::toNativeSeparators(m_folder)))};
    }
    for (const auto &open : std::initializer_list<std::function<Expected<Done, Error>()>>{
             [this] { return m_requests.open(); }, [this] { return m_files.open(); },
             [this] { return m_history.open(); },
             [this] { return m_signer.open(m_rotateWebhookKey); },
             [this] { return m_courier.open(); }}) {
        if (const Expected<Done, Error> opened = open(); !opened)
            return Unexpected{opened.error()};
    }
    return Done{};
}

void ServerEngine::keepHouse()
{
    const QDateTime now = m_clock->now();
    m_requests.removeUnstored(now.addMSecs(-m_unstoredResult.count()));
    m_uploads.dropIdle();
    // These look at every file there is.
    if (m_pruned.isValid() && m_pruned.secsTo(now) < pruneEverySeconds)
        return;
    m_pruned = now;
    m_requests.prune(requestLifetime);
    m_files.prune();
}

} // namespace peregrine::localserver
