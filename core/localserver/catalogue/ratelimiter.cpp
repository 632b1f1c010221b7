#include "core/localserver/catalogue/ratelimiter.h"

#include <algorithm>
#include <utility>

namespace peregrine::localserver {

namespace {

constexpr qint64 windowMs = 60'000;

} // namespace

RateLimiter::RateLimiter(int perMinute, std::shared_ptr<const Clock> clock)
    : m_perMinute(std::max(0, perMinute))
    , m_clock(std::move(clock))
{ }

std::optional<int> RateLimiter::waitFor()
{
    if (m_perMinute == 0)
        return std::nullopt;
    const QDateTime now = m_clock->now();
    while (!m_calls.isEmpty() && m_calls.head().msecsTo(now) >= windowMs)
        m_calls.dequeue();
    if (m_calls.size() >= m_perMinute) {
        const qint64 wait = windowMs - m_calls.head().msecsTo(now);
        return static_cast<int>(std::max<qint64>(1, (wait + 999) / 1000));
    }
    m_calls.enqueue(now);
    return std::nullopt;
}

} // namespace peregrine::localserver
