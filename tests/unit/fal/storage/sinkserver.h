#pragma once

#include <QObject>
#include <QThread>
#include <QUrl>

namespace peregrine::test {

/// Takes uploads of any size on a free loopback port and forgets their bytes, in a thread of its
/// own: it speaks just enough of fal's storage for one file at a time. Its buffers are small, so
/// what a test measures is the client.
class SinkServer
{
public:
    SinkServer();
    SinkServer(const SinkServer &) = delete;
    SinkServer &operator=(const SinkServer &) = delete;
    ~SinkServer();

    [[nodiscard]] QUrl base() const;

private:
    QThread m_thread;
    QObject m_context;
    quint16 m_port = 0;
};

} // namespace peregrine::test
