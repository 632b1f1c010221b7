#pragma once

#include "core/localserver/apihandler.h"
#include "core/localserver/realtime/tokenstore.h"

namespace peregrine::localserver {

/// rest.fal.ai/tokens: gives out tokens for realtime connections and streams. tokens/ answers a
/// JSON string, as fal's JavaScript client wants it; tokens/realtime answers {"token": ...}.
class TokensApi : public ApiHandler
{
public:
    TokensApi(const KeyCheck &keys, TokenStore &tokens);

    void handle(HttpRequest request, HttpResponder responder) override;

private:
    [[nodiscard]] HttpResponse issue(const HttpRequest &request, bool realtime);

    TokenStore &m_tokens;
};

} // namespace peregrine::localserver
