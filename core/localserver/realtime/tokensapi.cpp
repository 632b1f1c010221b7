#include "core/localserver/realtime/tokensapi.h"

#include "core/localserver/models/modelanswer.h"

#include <QJsonArray>

#include <cmath>

namespace peregrine::localserver {

namespace {

constexpr qsizetype maximumApps = 100;
constexpr qsizetype maximumAppCharacters = 256;
constexpr double defaultSeconds = 120;
constexpr double maximumSeconds = 24 * 60 * 60;

/// allowed_apps, or app in the newer form.
QStringList appsOf(const QJsonObject &body)
{
    QJsonArray list = body.value(QStringLiteral("allowed_apps")).toArray();
    if (const QJsonValue app = body.value(QStringLiteral("app")); app.isString())
        list.append(app);
    QStringList apps;
    for (const QJsonValue &app : std::as_const(list)) {
        const QString name = app.toString();
        if (name.isEmpty() || name.size() > maximumAppCharacters || apps.size() == maximumApps)
            return {};
        apps.append(name);
    }
    return apps;
}

} // namespace

TokensApi::TokensApi(const KeyCheck &keys, TokenStore &tokens)
    : ApiHandler(keys)
    , m_tokens(tokens)
{ }

void TokensApi::handle(HttpRequest request, HttpResponder responder)
{
    const QString path = request.target.segments.mid(2).join(u'/');
    const bool realtime = path == QLatin1String("realtime");
    if (!path.isEmpty() && !realtime)
        responder.send(pathNotFound(request));
    else if (request.method != "POST")
        responder.send(methodNotAllowed("POST"));
    else
        responder.send(issue(request, realtime));
}

HttpResponse TokensApi::issue(const HttpRequest &request, bool realtime)
{
    const Expected<QJsonObject, HttpResponse> body = bodyObject(request);
    if (!body)
        return body.error();
    QJsonArray faults;
    const QStringList apps = appsOf(*body);
    if (apps.isEmpty()) {
        faults.append(inputFault(
            {QStringLiteral("body"), QStringLiteral("allowed_apps")},
            QStringLiteral("Input should be a list of 1 to %1 names of apps").arg(maximumApps),
            QStringLiteral("list_type")));
    }
    const QString name = realtime ? QStringLiteral("duration") : QStringLiteral("token_expiration");
    const QJsonValue given = body->value(name);
    const double seconds = given.isUndefined() ? defaultSeconds : given.toDouble();
    if (!(seconds >= 1 && seconds <= maximumSeconds)) {
        faults.append(inputFault({QStringLiteral("body"), name},
                                 QStringLiteral("Input should be a number from 1 to %1")
                                     .arg(static_cast<int>(maximumSeconds)),
                                 QStringLiteral("value_error"), {}, given));
    }
    if (!faults.isEmpty())
        return HttpResponse::json(422, ModelAnswer::invalid(faults).body);
    const QString token = QString::fromLatin1(
        m_tokens.issue(apps, std::chrono::seconds(static_cast<qint64>(std::floor(seconds)))));
    return HttpResponse::json(200,
                              realtime ? QJsonValue(QJsonObject{{QStringLiteral("token"), token}})
                                       : QJsonValue(token));
}

} // namespace peregrine::localserver
