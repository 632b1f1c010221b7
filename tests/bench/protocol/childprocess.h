#pragma once

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace peregrine::bench {

/// What a finished process has taken.
struct Usage
{
    int exitStatus = -1;
    /// From start to end.
    double seconds = 0;
    /// User and system time together.
    double cpuSeconds = 0;
    double peakMegabytes = 0;
    QByteArray output;
};

/// Runs a program to its end. Standard error goes through.
[[nodiscard]] Usage run(const QStringList &command);

/// A process that runs until it is dropped.
class Server
{
public:
    explicit Server(const QStringList &command);
    Server(const Server &) = delete;
    Server &operator=(const Server &) = delete;
    ~Server();

    /// The first line of its output.
    [[nodiscard]] const QByteArray &firstLine() const { return m_firstLine; }

private:
    int m_pid = -1;
    QByteArray m_firstLine;
};

} // namespace peregrine::bench
