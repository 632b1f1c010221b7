#pragma once

#include <chrono>

namespace peregrine::localserver {

/// What holds for every realtime connection of this server.
struct RealtimeLimits
{
    /// Inputs that may wait for one connection, and the greatest max_buffering.
    static constexpr int maximumBuffering = 60;
    /// A connection without inputs for this long is closed, unless the server's options say
    /// otherwise.
    static constexpr std::chrono::seconds sessionTimeout{60};
    /// Bytes of one message in either direction.
    static constexpr int maximumMessageBytes = 32 * 1024 * 1024;
    /// Bytes of all inputs that wait for one connection.
    static constexpr int maximumWaitingBytes = 64 * 1024 * 1024;
};

} // namespace peregrine::localserver
