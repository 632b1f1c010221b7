#pragma once

#include "core/http/websocketlistener.h"

namespace peregrine::localserver {

/// A realtime connection without the right to be one: says so in the words fal's clients know, and
/// closes.
class UnauthorizedSession final : public WebSocketListener
{
public:
    void opened(const WebSocketPeer &peer) override;
    void received(QByteArray message, bool binary) override;
    void closed(quint16 code) override;
};

} // namespace peregrine::localserver
