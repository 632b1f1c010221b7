#include "core/fal/storage/curlworker.h"

#include <QMutexLocker>
#include <QNetworkProxy>
#include <QNetworkProxyFactory>
#include <QNetworkProxyQuery>

#include <mutex>
#include <utility>

namespace peregrine {

namespace {

/// Each has a connection and a buffer of its own.
constexpr size_t maxActive = 16;
/// How often a transfer in which nothing happens is looked at.
constexpr int idleLookMs = 100;
constexpr int noTransferLookMs = 60'000;

void initCurl()
{
    // libcurl wants this once a process, before anything else of it.
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
}

QNetworkProxy proxyFor(const QUrl &url)
{
    const auto proxies = QNetworkProxyFactory::proxyForQuery(QNetworkProxyQuery(url));
    return proxies.isEmpty() ? QNetworkProxy(QNetworkProxy::NoProxy) : proxies.first();
}

} // namespace

CurlWorker::CurlWorker(Progressed progressed, Ended ended)
    : m_progressed(std::move(progressed))
    , m_ended(std::move(ended))
{
    initCurl();
    m_multi.reset(curl_multi_init());
    setObjectName(QStringLiteral("upload"));
    start();
}

CurlWorker::~CurlWorker()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_stopping = true;
    }
    wake();
    wait();
}

void CurlWorker::wake()
{
    curl_multi_wakeup(m_multi.get());
}

void CurlWorker::add(quint64 id, const SendRequest &request)
{
    {
        const QMutexLocker lock(&m_mutex);
        m_commands.push_back(Command{id, request});
    }
    wake();
}

void CurlWorker::remove(quint64 id)
{
    {
        const QMutexLocker lock(&m_mutex);
        m_commands.push_back(Command{id, std::nullopt});
    }
    wake();
}

void CurlWorker::run()
{
    while (takeCommands()) {
        startWaiting();
        int running = 0;
        curl_multi_perform(m_multi.get(), &running);
        collect();
        report();
        if (!m_waiting.empty() && m_active.size() < maxActive)
            continue;
        curl_multi_poll(m_multi.get(), nullptr, 0, m_active.empty() ? noTransferLookMs : idleLookMs,
                        nullptr);
    }
    while (!m_active.empty())
        drop(m_active.begin()->first);
    m_waiting.clear();
}

bool CurlWorker::takeCommands()
{
    std::vector<Command> commands;
    {
        const QMutexLocker lock(&m_mutex);
        if (m_stopping)
            return false;
        commands.swap(m_commands);
    }
    for (Command &command : commands) {
        if (command.request) {
            m_waiting.emplace(command.id, std::move(*command.request));
        } else {
            m_waiting.erase(command.id);
            drop(command.id);
        }
    }
    return true;
}

void CurlWorker::startWaiting()
{
    while (!m_waiting.empty() && m_active.size() < maxActive) {
        const auto next = m_waiting.extract(m_waiting.begin());
        const quint64 id = next.key();
        auto transfer = std::make_unique<CurlTransfer>(next.mapped());
        if (!transfer->prepare(proxyFor(next.mapped().url))) {
            m_ended(id, transfer->outcome(CURLE_FAILED_INIT));
            continue;
        }
        curl_multi_add_handle(m_multi.get(), transfer->handle());
        m_active.emplace(id, std::move(transfer));
    }
}

void CurlWorker::collect()
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi.get(), &left)) {
        if (message->msg != CURLMSG_DONE)
            continue;
        const CURLcode code = message->data.result;
        const CURL *handle = message->easy_handle;
        for (const auto &[id, transfer] : m_active) {
            if (transfer->handle() != handle)
                continue;
            const quint64 ended = id;
            const FileSending::Outcome outcome = transfer->outcome(code);
            drop(ended);
            m_ended(ended, outcome);
            break;
        }
    }
}

void CurlWorker::report()
{
    const auto now = std::chrono::steady_clock::now();
    QList<quint64> stalled;
    for (const auto &[id, transfer] : m_active) {
        if (transfer->hasStalled(now))
            stalled.append(id);
        else if (transfer->isNews(now))
            m_progressed(id, transfer->sent());
    }
    for (const quint64 id : std::as_const(stalled)) {
        const FileSending::Outcome outcome = m_active.at(id)->stalled();
        drop(id);
        m_ended(id, outcome);
    }
}

void CurlWorker::drop(quint64 id)
{
    const auto found = m_active.find(id);
    if (found == m_active.end())
        return;
    curl_multi_remove_handle(m_multi.get(), found->second->handle());
    m_active.erase(found);
}

} // namespace peregrine
