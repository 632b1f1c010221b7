#include "core/localserver/storage/objectlifecycle.h"

#include "core/base/json.h"

#include <QJsonArray>

#include <array>
#include <cmath>
#include <utility>

namespace peregrine::localserver {

namespace {

constexpr std::array<std::pair<ObjectLifecycle::Access, const char *>, 3> decisions{{
    {ObjectLifecycle::Access::Allow, "allow"},
    {ObjectLifecycle::Access::Hide, "hide"},
    {ObjectLifecycle::Access::Forbid, "forbid"},
}};
// A hundred years: what is longer is a mistake, and dates cannot hold any number.
constexpr double longestSeconds = 100.0 * 366 * 24 * 3600;
constexpr qsizetype maximumRules = 100;

std::optional<ObjectLifecycle::Access> accessOf(const QJsonValue &decision)
{
    for (const auto &[access, name] : decisions) {
        if (decision == QLatin1String(name))
            return access;
    }
    return std::nullopt;
}

QString decisionFault(const QString &where)
{
    return QStringLiteral("%1 must be allow, hide or forbid.").arg(where);
}

/// What is wrong with initial_acl.rules; empty when nothing is.
QString rulesFault(const QJsonValue &rules)
{
    if (rules.isUndefined() || rules.isNull())
        return {};
    if (!rules.isArray() || rules.toArray().size() > maximumRules) {
        return QStringLiteral("initial_acl.rules must be a list of at most %1 rules.")
            .arg(maximumRules);
    }
    const QJsonArray list = rules.toArray();
    for (const QJsonValue &rule : list) {
        if (rule.toObject().value(QStringLiteral("user")).toString().isEmpty())
            return QStringLiteral("Each of initial_acl.rules must name a user.");
        if (!accessOf(rule.toObject().value(QStringLiteral("decision"))))
            return decisionFault(QStringLiteral("decision in initial_acl.rules"));
    }
    return {};
}

} // namespace

Expected<ObjectLifecycle, QString> ObjectLifecycle::parse(const QByteArray &header)
{
    if (header.trimmed().isEmpty())
        return ObjectLifecycle();
    const Expected<QJsonValue, QString> json = parseJson(header);
    if (!json || !json->isObject())
        return Unexpected{QStringLiteral("The object lifecycle is not a JSON object.")};
    return fromJson(json->toObject());
}

Expected<ObjectLifecycle, QString> ObjectLifecycle::fromJson(const QJsonObject &json)
{
    ObjectLifecycle lifecycle;
    const QJsonValue seconds = json.value(QStringLiteral("expiration_duration_seconds"));
    if (!seconds.isUndefined() && !seconds.isNull()) {
        const double number = seconds.toDouble(-1);
        if (!(number > 0 && number <= longestSeconds)) {
            return Unexpected{QStringLiteral(
                "expiration_duration_seconds must be a number of seconds above 0, or null.")};
        }
        lifecycle.expiration = static_cast<qint64>(std::ceil(number));
    }
    const QJsonValue acl = json.value(QStringLiteral("initial_acl"));
    if (acl.isUndefined() || acl.isNull())
        return lifecycle;
    if (!acl.isObject())
        return Unexpected{QStringLiteral("initial_acl must be an object.")};
    const QJsonValue decision = acl.toObject().value(QStringLiteral("default"));
    if (!decision.isUndefined()) {
        const std::optional<Access> access = accessOf(decision);
        if (!access)
            return Unexpected{decisionFault(QStringLiteral("initial_acl.default"))};
        lifecycle.access = *access;
    }
    if (const QString fault = rulesFault(acl.toObject().value(QStringLiteral("rules")));
        !fault.isEmpty())
        return Unexpected{fault};
    return lifecycle;
}

QJsonObject ObjectLifecycle::toJson() const
{
    QJsonObject json;
    if (expiration)
        json.insert(QStringLiteral("expiration_duration_seconds"), *expiration);
    for (const auto &[named, name] : decisions) {
        if (named == access && access != Access::Allow) {
            json.insert(QStringLiteral("initial_acl"),
                        QJsonObject{{QStringLiteral("default"), QLatin1String(name)}});
        }
    }
    return json;
}

} // namespace peregrine::localserver
