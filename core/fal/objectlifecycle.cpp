#include "core/fal/objectlifecycle.h"

#include <QHash>
#include <QJsonArray>

namespace peregrine {

namespace {

QString nameOf(ObjectLifecycle::Decision decision)
{
    switch (decision) {
    case ObjectLifecycle::Decision::Forbid:
        return QStringLiteral("forbid");
    case ObjectLifecycle::Decision::Hide:
        return QStringLiteral("hide");
    case ObjectLifecycle::Decision::Allow:
        break;
    }
    return QStringLiteral("allow");
}

} // namespace

QJsonObject ObjectLifecycle::toJson() const
{
    QJsonObject json;
    if (expiresIn)
        json.insert(QStringLiteral("expiration_duration_seconds"), *expiresIn);
    if (initialAcl) {
        QJsonObject acl{{QStringLiteral("default"), nameOf(initialAcl->byDefault)}};
        QJsonArray rules;
        for (const Rule &rule : initialAcl->rules)
            rules.append(QJsonObject{{QStringLiteral("user"), rule.user},
                                     {QStringLiteral("decision"), nameOf(rule.decision)}});
        if (!rules.isEmpty())
            acl.insert(QStringLiteral("rules"), rules);
        json.insert(QStringLiteral("initial_acl"), acl);
    }
    return json;
}

std::optional<qint64> ObjectLifecycle::secondsOf(const QString &name)
{
    static const QHash<QString, qint64> names{
        {QStringLiteral("immediate"), 60},  {QStringLiteral("1h"), 3600},
        {QStringLiteral("1d"), 86'400},     {QStringLiteral("7d"), 604'800},
        {QStringLiteral("30d"), 2'592'000}, {QStringLiteral("1y"), 31'536'000}};
    const auto found = names.constFind(name);
    return found == names.cend() ? std::nullopt : std::optional(*found);
}

} // namespace peregrine
