#pragma once

#include "core/http/httphandler.h"
#include "core/localserver/webhooks/webhooksigner.h"

namespace peregrine::localserver {

/// rest.fal.ai/.well-known/jwks.json: the keys that webhooks are signed with. Needs no key.
class WellKnownApi : public HttpHandler
{
public:
    explicit WellKnownApi(const WebhookSigner &signer);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;
    void handle(HttpRequest request, HttpResponder responder) override;

private:
    const WebhookSigner &m_signer;
};

} // namespace peregrine::localserver
