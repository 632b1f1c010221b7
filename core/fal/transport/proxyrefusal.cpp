#include "core/fal/transport/proxyrefusal.h"

#include "core/base/json.h"

#include <QCoreApplication>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::ProxyRefusal)
};

/// fal's own errors are JSON objects and mostly carry a request id.
bool canBeFals(const FalAnswer &answer)
{
    if (!answer.requestId().isEmpty())
        return true;
    const auto json = parseJson(answer.body);
    return json && json->isObject();
}

} // namespace

std::optional<Error> proxyRefusal(const FalAnswer &answer, const QUrl &proxy, const QUrl &target)
{
    if (canBeFals(answer))
        return std::nullopt;
    Error error;
    error.httpStatus = answer.status;
    switch (answer.status) {
    case 400:
        error.kind = Error::Kind::Forbidden;
        error.message = Text::tr("The proxy at %1 does not pass on requests to %2%3. Who runs it "
                                 "can allow them; a key of your own does without the proxy.")
                            .arg(proxy.host(), target.host(), target.path().left(200));
        return error;
    case 401:
        error.kind = Error::Kind::Unauthorized;
        error.message = Text::tr("The proxy at %1 does not let you in: it wants a login, or it has "
                                 "no key of its own. Ask who runs it.")
                            .arg(proxy.host());
        return error;
    case 404:
    case 405:
        error.kind = Error::Kind::NotFound;
        error.message =
            Text::tr("There is no proxy for fal at %1. Check the address; it mostly ends in "
                     "/api/fal/proxy.")
                .arg(proxy.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery));
        return error;
    default:
        return std::nullopt;
    }
}

} // namespace peregrine
