#pragma once

#include "core/http/httphandler.h"

#include <QHash>
#include <QString>

namespace peregrine {

/// Passes requests on by the first segment of their path, or by the first two where these have a
/// handler of their own; 404 for any other. The handlers see the whole path. Does not own them.
class HttpRouter : public HttpHandler
{
public:
    /// prefix: "first" or "first/second", decoded.
    void mount(const QString &prefix, HttpHandler &handler);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;
    void handle(HttpRequest request, HttpResponder responder) override;

private:
    [[nodiscard]] HttpHandler *handlerOf(const HttpRequest &request) const;

    QHash<QString, HttpHandler *> m_handlers;
};

} // namespace peregrine
