#pragma once

#include <chrono>

namespace peregrine {

/// When a failed attempt is tried again. Delays double from firstDelay up to maxDelay, each plus or
/// minus a quarter. Numbers: fal's JavaScript client. Beyond it: Retry-After is waited for, and
/// where it is longer than maxDelay the call ends at once with the seconds in its error, rather
/// than ask early or keep somebody waiting; X-Fal-Needs-Retry: 0 is final.
struct RetryPolicy
{
    enum class Repeat {
        /// Asking twice does no harm: GET, cancel, upload initiate.
        Freely,
        /// Only when the server cannot have begun the work: the connection was never made, it
        /// answered 429 or 503 without a request id, or 429 with X-Fal-Needs-Retry: 1.
        IfNotBegun,
        Never,
    };

    Repeat repeat = Repeat::Freely;
    int retries = 3;
    std::chrono::milliseconds firstDelay{1000};
    std::chrono::milliseconds maxDelay{30000};
    /// fal's client repeats status calls after a 500 too.
    bool after500 = false;

    /// Before retry n, counted from 0; jitter is -1..1.
    [[nodiscard]] std::chrono::milliseconds delay(int n, double jitter) const;
};

} // namespace peregrine
