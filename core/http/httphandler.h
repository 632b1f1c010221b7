#pragma once

#include "core/http/httpmessage.h"
#include "core/http/httpresponder.h"

namespace peregrine {

/// Where the body of a request goes. Decided from its head, before a byte of the body is read.
struct HttpBodyPlan
{
    enum class Kind { Memory, File, Refuse };

    Kind kind = Kind::Memory;
    /// Bytes. A longer body is answered with 413.
    qint64 limit = 0;
    /// Kind::File: a path that is not there yet. Removed again when the body does not arrive whole.
    QString path;
    /// Kind::Refuse: sent instead of reading the body; the connection closes.
    HttpResponse refusal;

    [[nodiscard]] static HttpBodyPlan toMemory(qint64 limit);
    [[nodiscard]] static HttpBodyPlan toFile(QString path, qint64 limit);
    [[nodiscard]] static HttpBodyPlan refuse(HttpResponse response);
};

/// Answers requests. All calls come from the server's own thread, one at a time, and must not wait
/// for anything but a short disk access; long work goes elsewhere and answers by the responder.
class HttpHandler
{
public:
    HttpHandler() = default;
    HttpHandler(const HttpHandler &) = delete;
    HttpHandler &operator=(const HttpHandler &) = delete;
    virtual ~HttpHandler();

    /// The head of a request is there: method, target and headers are set.
    [[nodiscard]] virtual HttpBodyPlan planBody(const HttpRequest &head) = 0;
    /// The whole request is there.
    virtual void handle(HttpRequest request, HttpResponder responder) = 0;
    /// Sees every response before it leaves, also those that the server makes itself.
    virtual void decorate(HttpResponse &response);
};

} // namespace peregrine
