#include "core/localserver/catalogue/platformanswers.h"

#include "core/localserver/catalogue/platformquery.h"

#include <QJsonObject>

namespace peregrine::localserver {

HttpResponse platformError(int status, const char *type, const QString &message)
{
    const QJsonObject error{
        {QStringLiteral("type"), QLatin1String(type)},
        {QStringLiteral("message"), message},
    };
    return HttpResponse::json(status, QJsonObject{{QStringLiteral("error"), error}});
}

HttpResponse platformInvalid(const QString &message)
{
    return platformError(400, "validation_error", message);
}

QJsonObject platformPage(const char *name, const QJsonArray &entries, const QString &next)
{
    return {
        {QLatin1String(name), entries},
        {QStringLiteral("next_cursor"),
         next.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(cursorOf(next))},
        {QStringLiteral("has_more"), !next.isEmpty()},
    };
}

} // namespace peregrine::localserver
