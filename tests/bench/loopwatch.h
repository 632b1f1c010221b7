#pragma once

#include <QElapsedTimer>
#include <QList>
#include <QTimer>

#include <algorithm>

namespace peregrine::bench {

/// Watches an event loop: how long it was between the turns of a timer that is always due.
class LoopWatch
{
public:
    LoopWatch()
    {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
            m_gaps.append(static_cast<double>(m_since.nsecsElapsed()) / 1e6);
            m_since.start();
        });
    }

    void start()
    {
        m_gaps.clear();
        m_since.start();
        m_timer.start();
    }

    /// The gaps in milliseconds, the shortest first.
    [[nodiscard]] QList<double> stop()
    {
        m_timer.stop();
        std::sort(m_gaps.begin(), m_gaps.end());
        return m_gaps;
    }

private:
    QTimer m_timer;
    QElapsedTimer m_since;
    QList<double> m_gaps;
};

/// Resident memory in megabytes; 0 where the system does not tell.
[[nodiscard]] double residentMegabytes();
/// Processor time of this process.
[[nodiscard]] double cpuSeconds();
/// Lets the event loop turn for a while.
void turnFor(int milliseconds);

} // namespace peregrine::bench
