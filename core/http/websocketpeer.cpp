#include "core/http/websocketpeer.h"

#include <utility>

namespace peregrine {

WebSocketPeer::Channel::~Channel() = default;

WebSocketPeer::WebSocketPeer(std::shared_ptr<Channel> channel)
    : m_channel(std::move(channel))
{ }

bool WebSocketPeer::sendText(QByteArray utf8) const
{
    return m_channel->send(std::move(utf8), false);
}

bool WebSocketPeer::sendBinary(QByteArray message) const
{
    return m_channel->send(std::move(message), true);
}

void WebSocketPeer::close(quint16 code, QByteArray reason) const
{
    m_channel->close(code, std::move(reason));
}

} // namespace peregrine
