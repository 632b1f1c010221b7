#pragma once

#include "core/base/result.h"
#include "core/http/httphandler.h"
#include "core/localserver/keycheck.h"

#include <QJsonObject>

namespace peregrine::localserver {

/// What the handlers of fal's hosts share: the key is checked before a body is read, bodies are
/// JSON of a bounded size.
class ApiHandler : public HttpHandler
{
public:
    /// Documented for data URIs in inputs: 10 MiB, which base64 makes 13.4.
    static constexpr qint64 maximumJsonBytes = 16 * 1024 * 1024;

    explicit ApiHandler(const KeyCheck &keys);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;

protected:
    [[nodiscard]] const KeyCheck &keys() const { return m_keys; }

    /// The base URL as the client knows it, without a slash at the end.
    [[nodiscard]] static QString baseOf(const HttpRequest &request);
    /// The body as a JSON object, or the answer that says why it is none. An empty one is {}.
    [[nodiscard]] static Expected<QJsonObject, HttpResponse> bodyObject(const HttpRequest &request);
    [[nodiscard]] static HttpResponse methodNotAllowed(const QByteArray &allowed);
    [[nodiscard]] static HttpResponse pathNotFound(const HttpRequest &request);
    [[nodiscard]] static HttpResponse unauthorized();

private:
    const KeyCheck &m_keys;
};

} // namespace peregrine::localserver
