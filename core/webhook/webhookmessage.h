#pragma once

#include <QByteArray>
#include <QList>

namespace peregrine {

/// One header of a delivery, as it came.
struct WebhookHeader
{
    QByteArray name;
    QByteArray value;

    friend bool operator==(const WebhookHeader &, const WebhookHeader &) = default;
};

/// A delivery as it came over the wire: nothing in it is to be believed before its signature was
/// checked. The body's bytes are what is signed, so they must be kept exactly.
struct WebhookMessage
{
    QList<WebhookHeader> headers;
    QByteArray body;

    friend bool operator==(const WebhookMessage &, const WebhookMessage &) = default;
};

} // namespace peregrine
