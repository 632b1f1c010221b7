#pragma once

#include <QtGlobal>

#include <chrono>

namespace peregrine {

/// What one client may take of a server.
struct HttpLimits
{
    /// Request line and headers together; more is answered with 431.
    quint32 headerBytes = 16 * 1024;
    int connections = 256;
    /// What of a streamed answer may wait for a client that reads slowly; over it, the client is
    /// cut off.
    qint64 unsentBytes = 16 * 1024 * 1024;
    /// Between two requests of a connection.
    std::chrono::milliseconds idle{60'000};
    /// For a whole head, from its first byte. After any of these times the connection is closed.
    std::chrono::milliseconds head{15'000};
    /// For each 64 KiB of a body, in either direction, so that a trickle does not hold a
    /// connection.
    std::chrono::milliseconds body{30'000};
};

} // namespace peregrine
