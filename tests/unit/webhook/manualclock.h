#pragma once

#include "core/base/clock.h"

#include <chrono>

namespace peregrine::test {

/// A clock that stands still until it is put forward.
class ManualClock final : public Clock
{
public:
    [[nodiscard]] QDateTime now() const override { return m_now; }
    void reset() { m_now = start(); }
    void advance(std::chrono::seconds by) { m_now = m_now.addSecs(by.count()); }

private:
    [[nodiscard]] static QDateTime start()
    {
        return QDateTime::fromSecsSinceEpoch(1'767'322'800, Qt::UTC);
    }

    QDateTime m_now = start();
};

} // namespace peregrine::test
