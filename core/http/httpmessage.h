#pragma once

#include "core/http/httptarget.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QJsonValue>
#include <QList>
#include <QString>

#include <optional>

namespace peregrine {

struct HttpHeader
{
    QByteArray name;
    QByteArray value;
};

/// A request as a handler sees it.
struct HttpRequest
{
    /// Upper case. HEAD arrives as GET; the server leaves the body of the answer out.
    QByteArray method;
    HttpTarget target;
    QList<HttpHeader> headers;
    /// The body, when the plan kept it in memory.
    QByteArray body;
    /// The complete body, when the plan sent it to a file. The file is the handler's from then on.
    QString bodyFile;
    qint64 bodySize = 0;

    /// The first header of that name, any case; null when it is not there.
    [[nodiscard]] QByteArray header(QByteArrayView name) const;
    /// Whether the client wants the connection to become a WebSocket.
    [[nodiscard]] bool isWebSocketUpgrade() const;
};

/// A part of a file that is sent as a body, read piece by piece while it goes out.
struct HttpFileSlice
{
    QString path;
    qint64 offset = 0;
    qint64 size = 0;
};

/// Content-Length, Connection and Date are the server's; everything else is the handler's.
struct HttpResponse
{
    int status = 200;
    QList<HttpHeader> headers;
    QByteArray body;
    /// Sent in the place of body.
    std::optional<HttpFileSlice> file;

    void setHeader(const QByteArray &name, const QByteArray &value);
    [[nodiscard]] bool hasHeader(QByteArrayView name) const;

    [[nodiscard]] static HttpResponse json(int status, const QJsonValue &value);
    /// {"detail": text}, fal's shape of a plain error.
    [[nodiscard]] static HttpResponse detail(int status, const QString &text);
};

} // namespace peregrine
