#include "core/http/websocketlistener.h"

namespace peregrine {

WebSocketListener::~WebSocketListener() = default;

void WebSocketListener::silent()
{ }

} // namespace peregrine
