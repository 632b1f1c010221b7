#include "core/fal/objectlifecycle.h"

#include "core/base/json.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonArray>

#include <algorithm>

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

/// A JSON string that survives in a header: all that is not ASCII escaped.
QByteArray asciiJson(const QString &text)
{
    QByteArray out;
    for (const QChar c : QString::fromUtf8(toJson(QJsonValue(text)))) {
        if (c.unicode() < 0x80)
            out += char(c.unicode());
        else
            out += "\\u" + QByteArray::number(c.unicode(), 16).rightJustified(4, '0');
    }
    return out;
}

Unexpected<Error> refused(const QString &message)
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    return Unexpected{error};
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

// QJsonObject sorts its members; this text is compared with what fal's client sends.
QByteArray ObjectLifecycle::headerValue() const
{
    if (isEmpty())
        return {};
    QByteArrayList members;
    if (expiresIn)
        members.append("\"expiration_duration_seconds\":" + QByteArray::number(*expiresIn));
    if (initialAcl) {
        QByteArrayList rules;
        for (const Rule &rule : initialAcl->rules)
            rules.append("{\"user\":" + asciiJson(rule.user)
                         + ",\"decision\":" + asciiJson(nameOf(rule.decision)) + '}');
        QByteArray acl = "{\"default\":" + asciiJson(nameOf(initialAcl->byDefault));
        if (!rules.isEmpty())
            acl += ",\"rules\":[" + rules.join(',') + ']';
        members.append("\"initial_acl\":" + acl + '}');
    }
    return '{' + members.join(',') + '}';
}

Expected<Done, Error> ObjectLifecycle::check() const
{
    if (expiresIn && *expiresIn <= 0) {
        return refused(QCoreApplication::translate(
            "peregrine::ObjectLifecycle", "A file can only be kept for more than 0 seconds."));
    }
    if (initialAcl
        && std::any_of(initialAcl->rules.begin(), initialAcl->rules.end(),
                       [](const Rule &rule) { return rule.user.trimmed().isEmpty(); })) {
        return refused(QCoreApplication::translate(
            "peregrine::ObjectLifecycle", "A rule about who may read a file names nobody."));
    }
    return Done();
}

Expected<std::optional<qint64>, Error> ObjectLifecycle::parseExpiration(const QString &text)
{
    const QString name = text.trimmed().toLower();
    if (name == QLatin1String("never"))
        return std::optional<qint64>();
    if (const auto known = secondsOf(name))
        return known;
    bool number = false;
    const qint64 seconds = name.toLongLong(&number);
    if (number && seconds > 0)
        return std::optional(seconds);
    return refused(QCoreApplication::translate(
                       "peregrine::ObjectLifecycle",
                       "\"%1\" is not a time to keep a file. Use never, immediate, 1h, "
                       "1d, 7d, 30d, 1y or a number of seconds.")
                       .arg(text.left(80)));
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
