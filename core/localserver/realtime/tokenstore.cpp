#include "core/localserver/realtime/tokenstore.h"

#include <QRandomGenerator>

#include <algorithm>
#include <array>
#include <utility>

namespace peregrine::localserver {

namespace {

// A client asks for one every two minutes at most; far more are a mistake.
constexpr qsizetype maximumTokens = 10'000;

QByteArray randomToken()
{
    std::array<quint32, 8> words{};
    QRandomGenerator::system()->fillRange(words.data(), static_cast<qsizetype>(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

bool opens(const QString &app, const QString &path)
{
    return app.contains(u'/') ? path == app || path.startsWith(app + u'/')
                              : path.section(u'/', 1, 1) == app;
}

} // namespace

TokenStore::TokenStore(Clock now)
    : m_now(std::move(now))
{ }

QByteArray TokenStore::issue(const QStringList &apps, std::chrono::seconds lifetime)
{
    const QByteArray token = randomToken();
    const std::scoped_lock lock(m_mutex);
    if (m_tokens.size() >= maximumTokens)
        dropExpired();
    if (m_tokens.size() >= maximumTokens) {
        m_tokens.erase(std::min_element(
            m_tokens.cbegin(), m_tokens.cend(),
            [](const Token &left, const Token &right) { return left.expires < right.expires; }));
    }
    m_tokens.insert(token, {apps, m_now() + lifetime});
    return token;
}

bool TokenStore::allows(const QByteArray &token, const QString &path)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_tokens.constFind(token);
    return found != m_tokens.cend() && found->expires > m_now()
        && std::any_of(found->apps.cbegin(), found->apps.cend(),
                       [&path](const QString &app) { return opens(app, path); });
}

void TokenStore::dropExpired()
{
    const auto now = m_now();
    m_tokens.removeIf([now](const std::pair<const QByteArray &, Token &> &entry) {
        return entry.second.expires <= now;
    });
}

} // namespace peregrine::localserver
