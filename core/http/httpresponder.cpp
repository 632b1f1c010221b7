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

void HttpResponder::onDisconnected(std::function<void()> callback) const
{
    m_channel->setOnDisconnected(std::move(callback));
}

} // namespace peregrine
