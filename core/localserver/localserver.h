#pragma once

#include "core/base/clock.h"
#include "core/base/error.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QObject>
#include <QString>
#include <QUrl>

#include <memory>

namespace peregrine {

namespace localserver {
class ServerEngine;
}

/// The embedded server: speaks fal's protocol on 127.0.0.1 and makes pictures, video, sound and
/// text by procedure. https://HOST/PATH of fal is BASE/HOST/PATH here. HTTP and drawing have
/// threads of their own; no call below waits for a request, except that stop() and the destructor
/// wait until what is being drawn has noticed.
class LocalServer : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        /// 0: a free one.
        quint16 port = 0;
        /// Requests, uploads and results are kept below it, so that unfinished requests run again
        /// after a restart. Empty: a temporary folder. One server at a time may use a folder.
        QString dataFolder;
        /// Pictures, films and sounds made at the same moment. 0: as many as cores.
        int drawingThreads = 0;
        /// Requests that run at once; the others wait in the queue.
        int concurrency = 2;
        /// The whole key that calls must carry. Empty: any key or none.
        QByteArray requiredKey;
        /// A folder of fal's OpenAPI documents, one endpoint a file, read only: the endpoints are
        /// emulated from them. Empty: none.
        QString schemasFolder;
        /// A run takes at least this long, its steps spread over the time.
        int minimumRunMs = 0;
        /// A stream of events without news for this long sends a comment line.
        int streamCommentMs = 15'000;
        /// A realtime connection without inputs for this long is closed.
        int realtimeTimeoutMs = 60'000;
        /// The bytes of one upload, whole or in parts; more is answered with 413.
        qint64 uploadBytes = 2LL * 1024 * 1024 * 1024;
        /// How many requests may run or wait to run when a direct run comes; more are answered with
        /// 429. 0: as many as concurrency.
        int concurrentRequests = 0;
        /// How long a result that is not to be stored (X-Fal-Store-IO: 0) waits to be fetched.
        int unstoredResultMs = 360'000;
        /// Webhooks are called on this computer only, so that nothing leaves it unasked; true: any
        /// address.
        bool webhooksAnywhere = false;
        /// Webhooks are signed with a new key pair from now on.
        bool rotateWebhookKey = false;
        /// Before a webhook that was not taken is tried again; doubles from there.
        int webhookRetryMs = 1'000;
        /// Larger payloads are left out of webhooks, with payload_error.
        qint64 webhookPayloadBytes = 16LL * 1024 * 1024;
        /// Calls of api.fal.ai in a minute; more are answered with 429. 0: no limit.
        int platformCallsPerMinute = 0;
        /// Files, their lifecycles, tokens and limits go by it. Asked from several threads. Null:
        /// the system's.
        std::shared_ptr<const Clock> clock{};
    };

    explicit LocalServer(Options options, QObject *parent = nullptr);
    ~LocalServer() override;

    /// Binds at once and answers the base URL, http://127.0.0.1:PORT. A second call answers the
    /// same. Errors: Network (the port), Storage (the folder, or another server uses it).
    Expected<QUrl, Error> start();
    /// Empty while the server does not run.
    [[nodiscard]] QUrl baseUrl() const;
    /// Drops connections and stops drawing; unfinished requests stay on disk. May be started again.
    void stop();

private:
    Options m_options;
    std::unique_ptr<localserver::ServerEngine> m_engine;
    QUrl m_baseUrl;
};

} // namespace peregrine
