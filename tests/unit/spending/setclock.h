#pragma once

#include "core/base/clock.h"

namespace peregrine::test {

/// A clock that says what it was set to.
class SetClock final : public Clock
{
public:
    explicit SetClock(const QDateTime &at)
        : time(at)
    { }

    QDateTime time;

    [[nodiscard]] QDateTime now() const override { return time.toUTC(); }
};

} // namespace peregrine::test
