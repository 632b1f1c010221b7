#include "core/webhook/webhookendpoint.h"

#include "core/webhook/webhookverifier.h"

#include <QCoreApplication>
#include <QLocale>

#include <utility>

namespace peregrine {

namespace {

using Reason = WebhookRefusal::Reason;

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::WebhookEndpoint)
};

QList<WebhookHeader> headersOf(const HttpRequest &request)
{
    QList<WebhookHeader> headers;
    headers.reserve(request.headers.size());
    for (const HttpHeader &header : request.headers)
        headers.append(WebhookHeader{header.name, header.value});
    return headers;
}

} // namespace

WebhookEndpoint::WebhookEndpoint(qint64 maxBodyBytes, std::function<void(Arrived)> arrived,
                                 std::function<void(WebhookRefusal)> refused)
    : m_maxBodyBytes(maxBodyBytes)
    , m_arrived(std::move(arrived))
    , m_refused(std::move(refused))
{ }

HttpBodyPlan WebhookEndpoint::planBody(const HttpRequest &head)
{
    if (head.method != "POST") {
        HttpResponse response =
            HttpResponse::detail(405, QStringLiteral("Webhooks are delivered by POST."));
        response.setHeader("allow", "POST");
        return HttpBodyPlan::refuse(std::move(response));
    }
    if (const auto signature = WebhookSignature::read(headersOf(head)); !signature) {
        m_refused(signature.error());
        return HttpBodyPlan::refuse(answerTo(signature.error()));
    }
    return HttpBodyPlan::toMemory(m_maxBodyBytes);
}

void WebhookEndpoint::handle(HttpRequest request, HttpResponder responder)
{
    WebhookMessage message{headersOf(request), std::move(request.body)};
    auto signature = WebhookSignature::read(message.headers);
    if (!signature) {
        m_refused(signature.error());
        responder.send(answerTo(signature.error()));
        return;
    }
    auto delivery = WebhookDelivery::read(*signature, message.body);
    const QByteArray sha256 = WebhookVerifier::sha256(message.body);
    m_arrived({std::move(message), std::move(*signature), sha256, std::move(delivery),
               std::move(responder)});
}

void WebhookEndpoint::decorate(HttpResponse &response)
{
    if (response.status == 413) {
        m_refused({Reason::TooLarge,
                   Text::tr("A delivery of more than %1 was refused.")
                       .arg(QLocale().formattedDataSize(m_maxBodyBytes))});
    } else if (response.status == 403) {
        m_refused({Reason::ForeignHost,
                   Text::tr("A request to another host name, or from a web page, was refused. "
                            "Behind a tunnel, the receiver must be told the tunnel's public "
                            "name.")});
    }
}

HttpResponse WebhookEndpoint::answerTo(const WebhookRefusal &refusal)
{
    return HttpResponse::detail(refusal.httpStatus(), refusal.message);
}

} // namespace peregrine
