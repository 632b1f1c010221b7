#include "tests/bench/protocol/childprocess.h"

#include <QElapsedTimer>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace peregrine::bench {

namespace {

struct Child
{
    pid_t pid = -1;
    int output = -1;
};

Child start(const QStringList &command)
{
    std::vector<QByteArray> words;
    for (const QString &word : command)
        words.push_back(word.toLocal8Bit());
    std::vector<char *> pointers;
    for (QByteArray &word : words)
        pointers.push_back(word.data());
    pointers.push_back(nullptr);

    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        qFatal("no pipe");
    const pid_t pid = ::fork();
    if (pid < 0)
        qFatal("no process");
    if (pid == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::execvp(pointers.front(), pointers.data());
        ::_exit(127);
    }
    ::close(ends[1]);
    return {pid, ends[0]};
}

double secondsOf(const timeval &time)
{
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

} // namespace

Usage run(const QStringList &command)
{
    QElapsedTimer timer;
    timer.start();
    const Child child = start(command);
    Usage usage;
    char buffer[4096];
    for (ssize_t size = ::read(child.output, buffer, sizeof buffer); size > 0;
         size = ::read(child.output, buffer, sizeof buffer))
        usage.output.append(buffer, size);
    ::close(child.output);
    int status = 0;
    rusage resources{};
    ::wait4(child.pid, &status, 0, &resources);
    usage.seconds = static_cast<double>(timer.nsecsElapsed()) / 1e9;
    usage.exitStatus = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    usage.cpuSeconds = secondsOf(resources.ru_utime) + secondsOf(resources.ru_stime);
    usage.peakMegabytes = static_cast<double>(resources.ru_maxrss) / 1024;
    return usage;
}

Server::Server(const QStringList &command)
{
    const Child child = start(command);
    m_pid = child.pid;
    char letter = 0;
    while (::read(child.output, &letter, 1) == 1 && letter != '\n')
        m_firstLine.append(letter);
}

Server::~Server()
{
    ::kill(m_pid, SIGTERM);
    ::waitpid(m_pid, nullptr, 0);
}

} // namespace peregrine::bench
