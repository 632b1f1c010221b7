#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>
#include <mutex>

namespace peregrine::localserver {

/// The short-lived tokens that open realtime connections and streams in the place of a key. Safe
/// from any thread.
class TokenStore
{
public:
    using Clock = std::function<std::chrono::steady_clock::time_point()>;

    explicit TokenStore(Clock now = std::chrono::steady_clock::now);

    /// A new random token. apps: what it opens, each an alias ("flux"), an application
    /// ("fal-ai/flux") or a path below one: both forms of scope are in use among fal's clients.
    [[nodiscard]] QByteArray issue(const QStringList &apps, std::chrono::seconds lifetime);
    /// path: "owner/alias/.../realtime".
    [[nodiscard]] bool allows(const QByteArray &token, const QString &path);

private:
    struct Token
    {
        QStringList apps;
        std::chrono::steady_clock::time_point expires;
    };

    void dropExpired();

    Clock m_now;
    std::mutex m_mutex;
    QHash<QByteArray, Token> m_tokens;
};

} // namespace peregrine::localserver
