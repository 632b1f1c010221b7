#include "core/localserver/storage/cdntokens.h"

#include "core/localserver/storage/uploadtoken.h"

#include <algorithm>
#include <utility>

namespace peregrine::localserver {

namespace {

constexpr qint64 lifetimeSeconds = 3600;
constexpr qsizetype maximumTokens = 1'000;
constexpr QByteArrayView scheme = "bearer ";

} // namespace

CdnTokens::CdnTokens(std::shared_ptr<const Clock> clock)
    : m_clock(std::move(clock))
{ }

CdnTokens::Token CdnTokens::issue()
{
    const QDateTime now = m_clock->now();
    m_expiries.removeIf(
        [&now](const QHash<QByteArray, QDateTime>::iterator &it) { return *it <= now; });
    if (m_expiries.size() >= maximumTokens)
        m_expiries.erase(std::min_element(m_expiries.begin(), m_expiries.end()));
    Token token{makeUploadToken().toLatin1(), now.addSecs(lifetimeSeconds)};
    m_expiries.insert(token.text, token.expires);
    return token;
}

bool CdnTokens::allows(const QByteArray &authorization) const
{
    const QByteArray header = authorization.trimmed();
    if (header.left(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return false;
    const auto found = m_expiries.constFind(header.mid(scheme.size()).trimmed());
    return found != m_expiries.cend() && *found > m_clock->now();
}

} // namespace peregrine::localserver
