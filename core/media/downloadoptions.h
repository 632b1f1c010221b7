#pragma once

#include <chrono>

namespace peregrine {

/// How patient a download is.
struct DownloadOptions
{
    /// In all, the first one included.
    int attempts = 3;
    /// Before the second attempt; doubles with each further one.
    std::chrono::milliseconds retryDelay{800};
    /// Without a byte for this long, an attempt has failed.
    std::chrono::milliseconds idleTimeout{30'000};
};

} // namespace peregrine
