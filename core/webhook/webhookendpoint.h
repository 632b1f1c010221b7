#pragma once

#include "core/http/httphandler.h"
#include "core/webhook/webhookdelivery.h"
#include "core/webhook/webhookmessage.h"
#include "core/webhook/webhookrefusal.h"
#include "core/webhook/webhooksignature.h"

#include <QByteArray>

#include <functional>

namespace peregrine {

/// The HTTP side of WebhookReceiver, on the server's thread: refuses what cannot be a delivery
/// before its body is read, and does the work that grows with the body.
class WebhookEndpoint final : public HttpHandler
{
public:
    /// A delivery of the right form, its signature not checked yet.
    struct Arrived
    {
        WebhookMessage message;
        WebhookSignature signature;
        QByteArray bodySha256;
        /// What the body says, if it can be believed.
        Expected<WebhookDelivery, WebhookRefusal> delivery;
        HttpResponder responder;
    };

    /// Both functions are called on the server's thread.
    WebhookEndpoint(qint64 maxBodyBytes, std::function<void(Arrived)> arrived,
                    std::function<void(WebhookRefusal)> refused);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;
    void handle(HttpRequest request, HttpResponder responder) override;
    /// Bodies that are too large and foreign hosts are refused by the server itself.
    void decorate(HttpResponse &response) override;

    [[nodiscard]] static HttpResponse answerTo(const WebhookRefusal &refusal);

private:
    qint64 m_maxBodyBytes;
    std::function<void(Arrived)> m_arrived;
    std::function<void(WebhookRefusal)> m_refused;
};

} // namespace peregrine
