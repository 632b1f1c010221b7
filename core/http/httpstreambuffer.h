#pragma once

#include <QByteArray>

#include <mutex>
#include <utility>

namespace peregrine::httpdetail {

/// What lies between the threads that write a streamed body and the connection that sends it.
class HttpStreamBuffer
{
public:
    enum class Ending { None, Complete, Cut };
    enum class Put { Kept, WakeConnection, Refused };

    struct Taken
    {
        QByteArray bytes;
        /// What comes after the bytes.
        Ending ending = Ending::None;
    };

    explicit HttpStreamBuffer(qint64 limit)
        : m_limit(limit)
    { }

    Put put(const QByteArray &piece)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_gone || m_ending != Ending::None)
            return Put::Refused;
        if (m_pending.size() + m_sending + piece.size() > m_limit) {
            m_ending = Ending::Cut;
            m_pending.clear();
        } else {
            m_pending += piece;
        }
        const bool asleep = !std::exchange(m_awake, true);
        return asleep ? Put::WakeConnection : Put::Kept;
    }

    /// True when the connection has to be woken.
    bool end(Ending ending)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_gone || m_ending != Ending::None)
            return false;
        m_ending = ending;
        return !std::exchange(m_awake, true);
    }

    [[nodiscard]] bool refuses()
    {
        const std::scoped_lock lock(m_mutex);
        return m_gone || m_ending == Ending::Cut;
    }

    /// For the connection: everything that waits. After an empty answer it is asleep, and woken by
    /// the next put() or end().
    Taken take()
    {
        const std::scoped_lock lock(m_mutex);
        Taken taken{std::exchange(m_pending, {}), m_ending};
        m_sending = taken.bytes.size();
        m_awake = m_sending > 0 || m_ending != Ending::None;
        return taken;
    }

    /// For the connection: it is over.
    void abandon()
    {
        const std::scoped_lock lock(m_mutex);
        m_gone = true;
        m_pending.clear();
    }

private:
    std::mutex m_mutex;
    QByteArray m_pending;
    qint64 m_limit;
    qint64 m_sending = 0;
    Ending m_ending = Ending::None;
    bool m_awake = false;
    bool m_gone = false;
};

} // namespace peregrine::httpdetail
