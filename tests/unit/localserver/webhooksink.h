#pragma once

#include "core/http/httpserver.h"

#include <QList>
#include <QUrl>

#include <mutex>

/// Takes webhooks for a test and answers them as the test says. Safe from any thread.
class WebhookSink : public peregrine::HttpHandler
{
public:
    WebhookSink();

    /// Where to send them, with a path and a query.
    [[nodiscard]] QUrl url() const;
    /// What is answered in turn; then 200.
    void answer(const QList<int> &statuses);
    [[nodiscard]] QList<peregrine::HttpRequest> taken() const;

    [[nodiscard]] peregrine::HttpBodyPlan planBody(const peregrine::HttpRequest &head) override;
    void handle(peregrine::HttpRequest request, peregrine::HttpResponder responder) override;

private:
    mutable std::mutex m_mutex;
    QList<int> m_statuses;
    QList<peregrine::HttpRequest> m_taken;
    quint16 m_port = 0;
    peregrine::HttpServer m_server;
};
