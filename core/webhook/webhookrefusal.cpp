#include "core/webhook/webhookrefusal.h"

namespace peregrine {

using Reason = WebhookRefusal::Reason;

int WebhookRefusal::httpStatus() const
{
    switch (reason) {
    case Reason::MissingHeader:
    case Reason::RepeatedHeader:
    case Reason::MalformedTimestamp:
    case Reason::MalformedSignature:
    case Reason::MalformedBody:
        return 400;
    case Reason::OutsideTimeWindow:
    case Reason::WrongSignature:
        return 401;
    case Reason::ForeignHost:
        return 403;
    case Reason::TooLarge:
        return 413;
    case Reason::KeysUnavailable:
        return 503;
    }
    return 400;
}

QString webhookReasonName(Reason reason)
{
    switch (reason) {
    case Reason::MissingHeader:
        return QStringLiteral("missing_header");
    case Reason::RepeatedHeader:
        return QStringLiteral("repeated_header");
    case Reason::MalformedTimestamp:
        return QStringLiteral("malformed_timestamp");
    case Reason::OutsideTimeWindow:
        return QStringLiteral("outside_time_window");
    case Reason::MalformedSignature:
        return QStringLiteral("malformed_signature");
    case Reason::WrongSignature:
        return QStringLiteral("wrong_signature");
    case Reason::KeysUnavailable:
        return QStringLiteral("keys_unavailable");
    case Reason::MalformedBody:
        return QStringLiteral("malformed_body");
    case Reason::ForeignHost:
        return QStringLiteral("foreign_host");
    case Reason::TooLarge:
        return QStringLiteral("too_large");
    }
    return {};
}

} // namespace peregrine
