#include "core/fal/realtime/realtimemessage.h"

#include "core/fal/transport/errorbody.h"

#include <QCborMap>
#include <QCoreApplication>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::RealtimeMessage)
};

QString textAt(const QCborMap &map, const char *name)
{
    return ErrorBody::bounded(map.value(QLatin1String(name)).toString());
}

/// {"type":"x-fal-error","error":E,"reason":R}
RealtimeMessage faultOf(const QCborMap &map)
{
    RealtimeMessage message;
    message.kind = RealtimeMessage::Kind::Fault;
    message.error.type = textAt(map, "error");
    const QString reason = textAt(map, "reason");
    const QString words = reason.isEmpty() ? textAt(map, "message") : reason;
    message.error.message = words.isEmpty()
        ? Text::tr("The model reported an error: %1.").arg(message.error.type)
        : Text::tr("The model reported an error: %1").arg(words);
    return message;
}

/// {"status":"error","error":E}
RealtimeMessage statusErrorOf(const QCborMap &map)
{
    RealtimeMessage message;
    const QString words = textAt(map, "error");
    if (words == QLatin1String("Unauthorized")) {
        message.kind = RealtimeMessage::Kind::Unauthorized;
        message.error.kind = Error::Kind::Unauthorized;
        message.error.message =
            Text::tr("The server does not accept the key for this model. Check the key.");
        return message;
    }
    message.kind = RealtimeMessage::Kind::Fault;
    message.error.message = words.isEmpty()
        ? Text::tr("The server reported an error without saying which.")
        : Text::tr("The server reported an error: %1").arg(words);
    return message;
}

} // namespace

RealtimeMessage RealtimeMessage::read(const QCborValue &message)
{
    if (!message.isMap())
        return {};
    const QCborMap map = message.toMap();
    const QString type = map.value(QLatin1String("type")).toString();
    if (type == QLatin1String("x-fal-message"))
        return {Kind::Meta, {}};
    if (type == QLatin1String("x-fal-error")) {
        if (map.value(QLatin1String("error")).toString() == QLatin1String("TIMEOUT"))
            return {Kind::Timeout, {}};
        return faultOf(map);
    }
    if (map.value(QLatin1String("status")).toString() == QLatin1String("error"))
        return statusErrorOf(map);
    return {};
}

} // namespace peregrine
