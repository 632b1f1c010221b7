#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>
#include <thread>

namespace peregrine::localserver {

/// Does a piece of work at once and then again and again, on a thread of its own, for as long as it
/// lives.
class Housekeeper
{
public:
    Housekeeper(std::chrono::milliseconds every, std::function<void()> work);
    Housekeeper(const Housekeeper &) = delete;
    Housekeeper &operator=(const Housekeeper &) = delete;
    /// Waits for the work that is under way.
    ~Housekeeper();

    /// Only once.
    void start();

private:
    void run(const std::stop_token &stop);

    std::chrono::milliseconds m_every;
    std::function<void()> m_work;
    std::mutex m_mutex;
    std::condition_variable_any m_stopped;
    std::jthread m_thread;
};

} // namespace peregrine::localserver
