#pragma once

#include "core/base/clock.h"

#include <atomic>

/// The system's time and what a test adds to it. Safe from any thread.
class MovingClock final : public peregrine::Clock
{
public:
    [[nodiscard]] QDateTime now() const override
    {
        return QDateTime::currentDateTimeUtc().addSecs(m_ahead);
    }
    void advance(qint64 seconds) { m_ahead += seconds; }

private:
    std::atomic<qint64> m_ahead = 0;
};
