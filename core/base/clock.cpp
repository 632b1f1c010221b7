#include "core/base/clock.h"

namespace peregrine {

Clock::~Clock() = default;

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

} // namespace peregrine
