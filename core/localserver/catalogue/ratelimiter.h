#pragma once

#include "core/base/clock.h"

#include <QDateTime>
#include <QQueue>

#include <memory>
#include <optional>

namespace peregrine::localserver {

/// Lets a number of calls through in any minute. Used by one thread.
class RateLimiter
{
public:
    /// perMinute: 0: as many as come.
    RateLimiter(int perMinute, std::shared_ptr<const Clock> clock);

    /// Counts a call. Nothing when it may go on; else how many seconds to wait.
    [[nodiscard]] std::optional<int> waitFor();

private:
    qsizetype m_perMinute;
    std::shared_ptr<const Clock> m_clock;
    QQueue<QDateTime> m_calls;
};

} // namespace peregrine::localserver
