#include "core/http/httpresponder.h"

#include <utility>

namespace peregrine {

HttpResponder::Channel::~Channel() = default;

HttpResponder::HttpResponder(std::shared_ptr<Channel> channel)
    : m_channel(std::move(channel))
{ }

void HttpResponder::send(HttpResponse response) const
{
    m_channel->send(std::move(response));
}

HttpStream HttpResponder::stream(HttpResponse head, HttpStreamFiller filler) const
{
    return HttpStream(m_channel->stream(std::move(head), std::move(filler)));
}

void HttpResponder::upgrade(std::shared_ptr<WebSocketListener> listener,
                            const WebSocketLimits &limits) const
{
    m_channel->upgrade(std::move(listener), limits);
}

void HttpResponder::onDisconnected(std::function<void()> callback) const
{
    m_channel->setOnDisconnected(std::move(callback));
}

} // namespace peregrine
