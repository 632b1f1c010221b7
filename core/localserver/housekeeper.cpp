#include "core/localserver/housekeeper.h"

#include <utility>

namespace peregrine::localserver {

Housekeeper::Housekeeper(std::chrono::milliseconds every, std::function<void()> work)
    : m_every(every)
    , m_work(std::move(work))
{ }

Housekeeper::~Housekeeper() = default;

void Housekeeper::start()
{
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

void Housekeeper::run(const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        m_work();
        m_stopped.wait_for(lock, stop, m_every, [] { return false; });
    }
}

} // namespace peregrine::localserver
