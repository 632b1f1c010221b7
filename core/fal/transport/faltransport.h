#pragma once

#include "core/base/secret.h"
#include "core/fal/transport/falanswer.h"
#include "core/fal/transport/falenvironment.h"
#include "core/fal/transport/retrypolicy.h"

#include <QHash>
#include <QList>
#include <QNetworkAccessManager>
#include <QObject>
#include <QSet>
#include <QUrl>

#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace peregrine {

/// One request in fal's words: the URL is fal's own, the transport maps it onto the environment.
struct FalRequest
{
    enum class Method { Get, Post, Put };

    Method method = Method::Get;
    QUrl url;
    /// JSON text. None: no body, and Content-Length: 0 where the method has one.
    std::optional<QByteArray> body;
    /// Beyond those that every request carries; a name given here wins.
    QList<std::pair<QByteArray, QByteArray>> headers;
    RetryPolicy retry;
    /// Without a sign of life for so long the attempt is given up; 0 waits for ever. A whole answer
    /// is one, and its first byte, and every FalTransport::leastAnswerPace bytes of it: drops do
    /// not keep a call waiting for ever. A stream lives on every byte.
    std::chrono::milliseconds patience{30000};
};

class FalExchange;

/// Sends requests: address, key, headers, limits, retries. One for each server. Lives in one
/// thread; calls under way end with it silently.
class FalTransport : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        FalEnvironment environment;
        Secret key;
        /// Replaces the first delay of every retry policy; tests make it short.
        std::optional<std::chrono::milliseconds> firstRetryDelay;
        /// Replaces the patience of every request.
        std::optional<std::chrono::milliseconds> patience;
        /// How long a connection may take to come about, encryption included.
        std::chrono::milliseconds connectPatience{std::chrono::seconds(15)};
        /// The length of a second in Retry-After; tests make it short.
        std::chrono::milliseconds retryAfterSecond{1000};
        /// What stands in for a host of fal's that cannot be reached: host to scheme, host and
        /// port. Unset: fal's own backup hosts in the cloud, none elsewhere.
        std::optional<QHash<QString, QUrl>> backupHosts;
    };

    /// Larger answers are given up before they fill the memory.
    static constexpr qint64 maxAnswerBytes = 64LL * 1024 * 1024;
    /// Bytes of an answer that have to come within a request's patience.
    static constexpr qsizetype leastAnswerPace = 64LL * 1024;

    explicit FalTransport(Options options, QObject *parent = nullptr);

    [[nodiscard]] const FalEnvironment &environment() const { return m_options.environment; }
    [[nodiscard]] bool hasKey() const { return !m_options.key.isEmpty(); }
    void setKey(Secret key) { m_options.key = std::move(key); }
    /// Tells keys apart without telling the key; empty without one.
    [[nodiscard]] QByteArray account() const;

    /// Starts the request; `done` is called once from the event loop unless the exchange is deleted
    /// first. The exchange belongs to `owner`. The answer is a 2xx; all else is an Error.
    FalExchange *send(const FalRequest &request, QObject *owner,
                      std::function<void(const Expected<FalAnswer, Error> &)> done);

    /// For questions about uploaded files, apart from the calls: Qt opens six connections a host
    /// and manager.
    [[nodiscard]] QNetworkAccessManager &fileManager() { return m_files; }
    [[nodiscard]] QNetworkAccessManager &callManager() { return m_calls; }
    /// The request as it goes onto the wire, key included where the address may have it.
    [[nodiscard]] QNetworkRequest wireRequest(const FalRequest &request) const;
    /// The identical request to the backup of its host, if that has one. Only for a request that
    /// found no connection; once one was there the server may have it.
    [[nodiscard]] std::optional<QNetworkRequest> backupRequest(const FalRequest &request) const;
    /// Whether a host has answered since a connection to it last failed. Qt does not tell a request
    /// that waits for one of its six connections from one that waits for a dead one.
    [[nodiscard]] bool isReached(const QString &host) const { return m_reached.contains(host); }
    void setReached(const QString &host, bool reached);
    [[nodiscard]] std::chrono::milliseconds connectPatience() const
    {
        return m_options.connectPatience;
    }
    /// Replaces the key by a word where a server repeats it: no error, log or result may carry it.
    void hideKey(QByteArray &text) const;
    [[nodiscard]] std::chrono::milliseconds patience(const FalRequest &request) const;
    /// What the server asked to wait; 0 when it did not.
    [[nodiscard]] std::chrono::milliseconds askedDelay(const Error &error) const
    {
        return error.retryAfterSeconds * m_options.retryAfterSecond;
    }
    [[nodiscard]] std::chrono::milliseconds retryDelay(const RetryPolicy &policy, int n) const;

private:
    Options m_options;
    QSet<QString> m_reached;
    QNetworkAccessManager m_calls;
    QNetworkAccessManager m_files;
};

} // namespace peregrine
