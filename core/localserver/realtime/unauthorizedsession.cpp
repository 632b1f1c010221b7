#include "core/localserver/realtime/unauthorizedsession.h"

namespace peregrine::localserver {

namespace {

constexpr quint16 policyViolation = 1008;

} // namespace

void UnauthorizedSession::opened(const WebSocketPeer &peer)
{
    peer.sendText(R"({"status":"error","error":"Unauthorized"})");
    peer.close(policyViolation, "Unauthorized");
}

void UnauthorizedSession::received(QByteArray, bool)
{ }

void UnauthorizedSession::closed(quint16)
{ }

} // namespace peregrine::localserver
