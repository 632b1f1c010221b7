#include "core/fal/endpointid.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>
#include <QUrl>

namespace peregrine {

namespace {

Unexpected<Error> refused(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

bool isBelow(const QString &host, QLatin1String domain)
{
    return host == domain || host.endsWith(u'.' + QString(domain));
}

/// The id in an address that people copy, from fal's pages or from code.
Expected<QString, Error> idInAddress(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const QString host = url.host().toLower();
    const bool ours = url.isValid() && url.scheme() == QLatin1String("https")
        && url.port(443) == 443 && url.userInfo().isEmpty();
    QStringList parts = url.path(QUrl::FullyEncoded).split(u'/', Qt::SkipEmptyParts);
    if (ours && isBelow(host, QLatin1String("fal.run"))) {
        // A request's own address names no endpoint: the sub-path is missing in it.
        if (!parts.contains(QLatin1String("requests")))
            return parts.join(u'/');
    } else if (ours && (host == QLatin1String("fal.ai") || host == QLatin1String("www.fal.ai"))
               && parts.size() > 1 && parts.first() == QLatin1String("models")) {
        parts.removeFirst();
        static const QStringList tabs{QStringLiteral("playground"), QStringLiteral("api"),
                                      QStringLiteral("examples"), QStringLiteral("llms.txt")};
        if (parts.size() > 2 && tabs.contains(parts.last()))
            parts.removeLast();
        return parts.join(u'/');
    }
    return refused(QCoreApplication::translate("peregrine::EndpointId",
                                               "\"%1\" is not the address of a model. An address "
                                               "reads like https://fal.ai/models/fal-ai/flux/dev.")
                       .arg(url.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery
                                                | QUrl::RemoveFragment)
                                .left(200)));
}

} // namespace

Expected<EndpointId, Error> EndpointId::parse(const QString &text)
{
    static const QRegularExpression segment(QStringLiteral("^[A-Za-z0-9._~@+-]{1,128}$"));
    static const QRegularExpression legacy(QStringLiteral("^([0-9]+)-([A-Za-z0-9._~-]+)$"));

    QString id = text.trimmed();
    if (id.contains(QLatin1String("://"))) {
        const auto found = idInAddress(id);
        if (!found)
            return Unexpected{found.error()};
        id = *found;
    }
    QStringList parts = id.split(u'/', Qt::SkipEmptyParts);
    for (const QString &part : std::as_const(parts)) {
        if (!segment.match(part).hasMatch() || part == QLatin1String(".")
            || part == QLatin1String("..")) {
            return refused(QCoreApplication::translate("peregrine::EndpointId",
                                                       "\"%1\" is not an endpoint id: the part "
                                                       "\"%2\" cannot stand in one.")
                               .arg(text.left(200), part.left(80)));
        }
    }
    if (parts.size() == 1) {
        if (const auto match = legacy.match(parts.first()); match.hasMatch())
            parts = {match.captured(1), match.captured(2)};
    }

    EndpointId read;
    if (parts.size() > 2
        && (parts.first() == QLatin1String("workflows") || parts.first() == QLatin1String("comfy")))
        read.m_namespace = parts.takeFirst();
    if (parts.size() < 2) {
        return refused(QCoreApplication::translate("peregrine::EndpointId",
                                                   "\"%1\" is not an endpoint id. An id reads like "
                                                   "fal-ai/flux/dev.")
                           .arg(text.left(200)));
    }
    read.m_owner = parts.takeFirst();
    read.m_alias = parts.takeFirst();
    read.m_path = parts.join(u'/');
    return read;
}

QString EndpointId::toString() const
{
    if (isEmpty())
        return {};
    return m_path.isEmpty() ? application() : application() + u'/' + m_path;
}

QString EndpointId::application() const
{
    if (isEmpty())
        return {};
    const QString base = m_owner + u'/' + m_alias;
    return m_namespace.isEmpty() ? base : m_namespace + u'/' + base;
}

} // namespace peregrine
