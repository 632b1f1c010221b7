#include "core/fal/endpointid.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QStringList>

namespace peregrine {

namespace {

Unexpected<Error> refused(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
}

} // namespace

Expected<EndpointId, Error> EndpointId::parse(const QString &text)
{
    static const QRegularExpression segment(QStringLiteral("^[A-Za-z0-9._~@+-]{1,128}$"));
    static const QRegularExpression legacy(QStringLiteral("^([0-9]+)-([A-Za-z0-9._~-]+)$"));

    QStringList parts = text.trimmed().split(u'/', Qt::SkipEmptyParts);
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

    EndpointId id;
    if (parts.size() > 2
        && (parts.first() == QLatin1String("workflows") || parts.first() == QLatin1String("comfy")))
        id.m_namespace = parts.takeFirst();
    if (parts.size() < 2) {
        return refused(QCoreApplication::translate("peregrine::EndpointId",
                                                   "\"%1\" is not an endpoint id. An id reads like "
                                                   "fal-ai/flux/dev.")
                           .arg(text.left(200)));
    }
    id.m_owner = parts.takeFirst();
    id.m_alias = parts.takeFirst();
    id.m_path = parts.join(u'/');
    return id;
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
