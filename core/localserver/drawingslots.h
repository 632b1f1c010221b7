#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace peregrine::localserver {

/// Lets a limited number of threads draw at the same moment.
class DrawingSlots
{
public:
    /// One slot, as long as it lives and has not been given back.
    class Hold
    {
    public:
        explicit Hold(DrawingSlots &drawing);
        Hold(const Hold &) = delete;
        Hold &operator=(const Hold &) = delete;
        ~Hold();

        /// Waits for a slot. False when stop was asked for first.
        [[nodiscard]] bool acquire(const std::stop_token &stop);
        void release();

    private:
        DrawingSlots &m_slots;
        bool m_held = false;
    };

    explicit DrawingSlots(int count);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_freed;
    int m_free;
};

} // namespace peregrine::localserver
