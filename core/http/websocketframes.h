#pragma once

#include <QByteArray>

#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace peregrine::httpdetail {

/// What lies between the threads that send to a WebSocket and the connection that writes it.
class WebSocketFrames
{
public:
    struct Frame
    {
        QByteArray bytes;
        bool binary = false;
    };

    struct Close
    {
        quint16 code = 1000;
        QByteArray reason;
    };

    struct Taken
    {
        std::optional<Frame> frame;
        /// Set when no frame is left before it.
        std::optional<Close> close;
        /// The peer reads too slowly: nothing is sent any more.
        bool overflown = false;
    };

    enum class Put { Kept, WakeConnection, Refused, RefusedWakeConnection };

    explicit WebSocketFrames(qint64 limit)
        : m_limit(limit)
    { }

    Put put(Frame frame)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_gone || m_close || m_overflown)
            return Put::Refused;
        m_overflown = m_unsentBytes + frame.bytes.size() > m_limit;
        const bool asleep = !std::exchange(m_awake, true);
        if (m_overflown)
            return asleep ? Put::RefusedWakeConnection : Put::Refused;
        m_unsentBytes += frame.bytes.size();
        m_frames.push_back(std::move(frame));
        return asleep ? Put::WakeConnection : Put::Kept;
    }

    /// True when the connection has to be woken.
    bool close(Close close)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_gone || m_close)
            return false;
        m_close = std::move(close);
        return !std::exchange(m_awake, true);
    }

    /// For the connection: what to send next, after the bytes of the frame before went out. After
    /// an empty answer it is asleep, and woken by the next put() or close().
    Taken take(qint64 sentBytes)
    {
        const std::scoped_lock lock(m_mutex);
        m_unsentBytes -= sentBytes;
        Taken taken;
        taken.overflown = m_overflown;
        if (!m_frames.empty()) {
            taken.frame = std::move(m_frames.front());
            m_frames.pop_front();
        } else if (m_close) {
            taken.close = m_close;
        }
        m_awake = taken.frame || taken.close || taken.overflown;
        return taken;
    }

    /// For the connection: it is over.
    void abandon()
    {
        const std::scoped_lock lock(m_mutex);
        m_gone = true;
        m_frames.clear();
    }

private:
    std::mutex m_mutex;
    std::deque<Frame> m_frames;
    std::optional<Close> m_close;
    qint64 m_limit;
    qint64 m_unsentBytes = 0;
    bool m_awake = false;
    bool m_overflown = false;
    bool m_gone = false;
};

} // namespace peregrine::httpdetail
