#pragma once

#include <chrono>

namespace peregrine {

/// When a failed attempt is tried again. Delays double from firstDelay up to maxDelay, each plus or
/// minus a quarter; Retry-After is honoured up to maxDelay. Numbers: fal's JavaScript client.
struct RetryPolicy
{
    enum class Repeat {
        /// Asking twice does no harm: GET, cancel, upload initiate.
        Freely,
        /// Only when the server cannot have begun the work: the connection was never made, or it
        /// answered 429 or 503 without a request id.
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
