#include "core/fal/transport/retrypolicy.h"

#include <algorithm>
#include <cmath>

namespace peregrine {

std::chrono::milliseconds RetryPolicy::delay(int n, double jitter) const
{
    const double grown = static_cast<double>(firstDelay.count()) * std::exp2(std::clamp(n, 0, 30));
    const double capped = std::min(grown, static_cast<double>(maxDelay.count()));
    return std::chrono::milliseconds(
        std::llround(capped * (1.0 + 0.25 * std::clamp(jitter, -1.0, 1.0))));
}

} // namespace peregrine
