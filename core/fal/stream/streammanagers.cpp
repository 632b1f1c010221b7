#include "core/fal/stream/streammanagers.h"

#include <algorithm>

namespace peregrine {

StreamManagers::~StreamManagers() = default;

QNetworkAccessManager *StreamManagers::take()
{
    auto free = std::find_if(m_managers.begin(), m_managers.end(),
                             [](const Shared &shared) { return shared.streams < streamsEach; });
    if (free == m_managers.end())
        free = m_managers.insert(m_managers.end(), {new QNetworkAccessManager(this), 0});
    ++free->streams;
    return free->manager;
}

void StreamManagers::giveBack(QNetworkAccessManager *manager)
{
    const auto shared =
        std::find_if(m_managers.begin(), m_managers.end(),
                     [manager](const Shared &each) { return each.manager == manager; });
    if (shared == m_managers.end())
        return;
    --shared->streams;
    // A manager has a thread: what an earlier rush needed goes. Not at once, this may be a signal
    // of the last stream's own reply.
    if (shared->streams == 0 && m_managers.size() > 1) {
        shared->manager->deleteLater();
        m_managers.erase(shared);
    }
}

} // namespace peregrine
