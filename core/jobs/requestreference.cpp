#include "core/jobs/requestreference.h"

#include "core/base/json.h"

#include <QCoreApplication>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::RequestReference)
};

constexpr qsizetype longestText = 1024 * 1024;

Unexpected<Error> refused(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

bool isRequestId(const QString &text)
{
    // With a digit: what follows it in an address ("status", "cancel") has none.
    static const QRegularExpression id(QStringLiteral("^(?=.*[0-9])[A-Za-z0-9_-]{6,128}$"));
    return id.match(text).hasMatch();
}

Expected<RequestReference, Error> made(const QString &endpoint, const QString &request,
                                       const EndpointId &otherwise)
{
    if (!isRequestId(request))
        return refused(Text::tr("\"%1\" is not a request id. It reads like "
                                "019f1c2a-7c4e-7aa0-9c53-0f6f3a0e2b11.")
                           .arg(request.left(80)));
    if (endpoint.isEmpty()) {
        if (otherwise.isEmpty())
            return refused(
                Text::tr("Which model made it is not said: give its id, too, for example "
                         "\"fal-ai/flux/dev %1\".")
                    .arg(request));
        return RequestReference{otherwise, RequestId(request)};
    }
    const auto parsed = EndpointId::parse(endpoint);
    if (!parsed)
        return Unexpected{parsed.error()};
    // An address names the application alone; the endpoint at hand may be the whole of it.
    const bool isPartOf = otherwise.application() == parsed->toString();
    return RequestReference{isPartOf ? otherwise : *parsed, RequestId(request)};
}

/// Of a path: what is before and after "requests".
Expected<RequestReference, Error> fromPath(const QString &path, const EndpointId &otherwise)
{
    QStringList parts = path.split(u'/');
    const qsizetype at = parts.indexOf(QStringLiteral("requests"));
    const QString request = at < 0 ? QString() : parts.value(at + 1);
    if (request.isEmpty())
        return refused(Text::tr("There is no request id in this address."));
    parts = parts.mid(0, at);
    parts.removeAll(QString());
    // Behind a base address the host stands in the path.
    const auto host = std::find_if(parts.cbegin(), parts.cend(), [](const QString &part) {
        return part.endsWith(QLatin1String("fal.run"));
    });
    if (host != parts.cend())
        parts = parts.mid(host - parts.cbegin() + 1);
    const bool isPage = !parts.isEmpty()
        && (parts.constFirst() == QLatin1String("models")
            || parts.constFirst() == QLatin1String("dashboard"));
    if (isPage)
        parts.removeFirst();
    return made(parts.size() > 1 ? parts.join(u'/') : QString(), request, otherwise);
}

Expected<RequestReference, Error> fromJson(const QJsonObject &json, const EndpointId &otherwise)
{
    const auto text = [&json](const char *name) {
        return json.value(QLatin1String(name)).toString();
    };
    const QString request = text("request_id");
    for (const char *name : {"endpoint", "endpoint_id"}) {
        if (!text(name).isEmpty())
            return made(text(name), request, otherwise);
    }
    for (const char *name : {"response_url", "status_url"}) {
        const QUrl url(text(name), QUrl::StrictMode);
        if (url.isValid() && !url.isEmpty())
            return fromPath(url.path(), otherwise);
    }
    return made({}, request, otherwise);
}

} // namespace

Expected<RequestReference, Error> readRequestReference(const QString &text,
                                                       const EndpointId &endpoint)
{
    const QString words = text.left(longestText).simplified();
    if (words.isEmpty())
        return refused(Text::tr("Paste a request id, or an address of a request."));
    if (words.startsWith(u'{')) {
        const auto json = parseJson(text.left(longestText).toUtf8());
        if (!json)
            return refused(json.error());
        return fromJson(json->toObject(), endpoint);
    }
    if (words.contains(QLatin1String("://"))) {
        const QUrl url(words, QUrl::StrictMode);
        if (!url.isValid())
            return refused(Text::tr("This address cannot be read."));
        return fromPath(url.path(), endpoint);
    }
    const QStringList parts = words.split(u' ');
    if (parts.size() == 1)
        return words.contains(u'/') ? fromPath(words, endpoint) : made({}, words, endpoint);
    if (parts.size() == 2)
        return parts.at(0).contains(u'/') ? made(parts.at(0), parts.at(1), endpoint)
                                          : made(parts.at(1), parts.at(0), endpoint);
    return refused(Text::tr("Paste a request id, or an address of a request."));
}

} // namespace peregrine
