#include "tests/unit/localserver/webhooksink.h"

using namespace peregrine;

WebhookSink::WebhookSink()
    : m_server(*this, HttpServer::Options{0, HttpLimits(), {}})
{
    const Expected<quint16, Error> port = m_server.start();
    m_port = port ? *port : quint16(0);
}

QUrl WebhookSink::url() const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1/hook?secret=a%20b").arg(m_port));
}

void WebhookSink::answer(const QList<int> &statuses)
{
    const std::scoped_lock lock(m_mutex);
    m_statuses = statuses;
}

QList<HttpRequest> WebhookSink::taken() const
{
    const std::scoped_lock lock(m_mutex);
    return m_taken;
}

HttpBodyPlan WebhookSink::planBody(const HttpRequest &)
{
    return HttpBodyPlan::toMemory(1024 * 1024);
}

void WebhookSink::handle(HttpRequest request, HttpResponder responder)
{
    const std::scoped_lock lock(m_mutex);
    m_taken.append(request);
    HttpResponse response;
    response.status = m_statuses.isEmpty() ? 200 : m_statuses.takeFirst();
    if (response.status == 302)
        response.setHeader("location", "/elsewhere");
    responder.send(response);
}
