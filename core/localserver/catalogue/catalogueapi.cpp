#include "core/localserver/catalogue/catalogueapi.h"

#include "core/localserver/catalogue/platformanswers.h"

#include <QJsonArray>

#include <array>
#include <utility>

namespace peregrine::localserver {

enum class CatalogueApi::Call {
    Models,
    Pricing,
    Estimate,
    Usage,
    Analytics,
    BillingEvents,
    Requests,
    RemovePayloads,
    Account,
    Meta,
};

namespace {

constexpr qint64 maximumBody = 64 * 1024;

HttpResponse notFound()
{
    return platformError(404, "not_found", QStringLiteral("There is no such resource."));
}

HttpResponse account(const HttpRequest &request)
{
    QJsonObject body{{QStringLiteral("username"), QStringLiteral("local")}};
    if (request.target.queryValues(QStringLiteral("expand")).contains(QStringLiteral("credits"))) {
        body.insert(QStringLiteral("credits"),
                    QJsonObject{{QStringLiteral("current_balance"), 0},
                                {QStringLiteral("currency"), QStringLiteral("USD")}});
    }
    return HttpResponse::json(200, body);
}

HttpResponse meta()
{
    return HttpResponse::json(200,
                              QJsonObject{{QStringLiteral("webhook_ip_ranges"),
                                           QJsonArray{QStringLiteral("127.0.0.1/32")}}});
}

} // namespace

CatalogueApi::CatalogueApi(const KeyCheck &keys, const Parts &parts, int callsPerMinute,
                           std::shared_ptr<const Clock> clock)
    : ApiHandler(keys)
    , m_models(parts.models)
    , m_reports(parts.history, parts.models, clock)
    , m_requests(parts.history, parts.queue, parts.files, clock)
    , m_limiter(callsPerMinute, clock)
{ }

std::optional<CatalogueApi::Call> CatalogueApi::callOf(const QStringList &path)
{
    static const std::array<std::pair<QLatin1String, Call>, 9> calls{{
        {QLatin1String("v1/models"), Call::Models},
        {QLatin1String("v1/models/pricing"), Call::Pricing},
        {QLatin1String("v1/models/pricing/estimate"), Call::Estimate},
        {QLatin1String("v1/models/usage"), Call::Usage},
        {QLatin1String("v1/models/analytics"), Call::Analytics},
        {QLatin1String("v1/models/billing-events"), Call::BillingEvents},
        {QLatin1String("v1/models/requests/by-endpoint"), Call::Requests},
        {QLatin1String("v1/account/billing"), Call::Account},
        {QLatin1String("v1/meta"), Call::Meta},
    }};
    const QString joined = path.join(u'/');
    for (const auto &[name, call] : calls) {
        if (joined == name)
            return call;
    }
    // v1 / models / requests / ID / payloads
    const bool payloads = path.size() == 5 && path.last() == QLatin1String("payloads")
        && joined.startsWith(QLatin1String("v1/models/requests/"));
    return payloads ? std::optional(Call::RemovePayloads) : std::nullopt;
}

QByteArray CatalogueApi::methodOf(Call call)
{
    if (call == Call::Estimate)
        return "POST";
    return call == Call::RemovePayloads ? "DELETE" : "GET";
}

bool CatalogueApi::mayCall(Call call, const HttpRequest &head) const
{
    // The list may be read without a key, not with a wrong one.
    if (call == Call::Models)
        return keys().passesOrAnonymous(head);
    return call == Call::Meta || keys().passes(head);
}

HttpBodyPlan CatalogueApi::planBody(const HttpRequest &head)
{
    if (const std::optional<int> wait = m_limiter.waitFor()) {
        HttpResponse response = platformError(
            429, "rate_limited", QStringLiteral("Too many calls. Try again in a while."));
        response.setHeader("retry-after", QByteArray::number(*wait));
        return HttpBodyPlan::refuse(response);
    }
    const std::optional<Call> call = callOf(head.target.segments.mid(1));
    if (call ? !mayCall(*call, head) : !keys().passes(head)) {
        return HttpBodyPlan::refuse(
            platformError(401, "authorization_error", QStringLiteral("invalid key credentials")));
    }
    return HttpBodyPlan::toMemory(maximumBody);
}

void CatalogueApi::handle(HttpRequest request, HttpResponder responder)
{
    const std::optional<Call> call = callOf(request.target.segments.mid(1));
    if (!call)
        return responder.send(notFound());
    if (request.method == methodOf(*call))
        return responder.send(answer(*call, request));
    HttpResponse refusal = platformError(
        405, "validation_error",
        QStringLiteral("This resource takes %1.").arg(QString::fromLatin1(methodOf(*call))));
    refusal.setHeader("allow", methodOf(*call));
    responder.send(refusal);
}

HttpResponse CatalogueApi::answer(Call call, const HttpRequest &request)
{
    switch (call) {
    case Call::Models:
        return m_models.list(request);
    case Call::Pricing:
        return m_models.pricing(request);
    case Call::Estimate:
        return m_models.estimate(request);
    case Call::Usage:
        return m_reports.usage(request);
    case Call::Analytics:
        return m_reports.analytics(request);
    case Call::BillingEvents:
        return m_reports.billingEvents(request);
    case Call::Requests:
        return m_requests.list(request);
    case Call::RemovePayloads:
        return m_requests.removePayloads(request.target.segments.at(4), request);
    case Call::Account:
        return account(request);
    case Call::Meta:
        return meta();
    }
    return notFound();
}

} // namespace peregrine::localserver
