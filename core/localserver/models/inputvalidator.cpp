#include "core/localserver/models/inputvalidator.h"

#include "core/localserver/models/modelanswer.h"
#include "core/localserver/models/valuechecks.h"

#include <QStringList>

#include <utility>

namespace peregrine::localserver {

namespace {

constexpr int maximumChecks = 200'000;
constexpr int maximumDepth = 128;
constexpr qsizetype maximumFaults = 100;

QString keyword(const char *name)
{
    return QLatin1String(name);
}

QJsonArray below(QJsonArray loc, const QJsonValue &part)
{
    loc.append(part);
    return loc;
}

} // namespace

struct InputValidator::Effort
{
    int checks = maximumChecks;
    int depth = 0;

    /// As long as it lives, the check is one level deeper.
    class Level
    {
    public:
        explicit Level(Effort &effort)
            : m_effort(effort)
        {
            ++m_effort.depth;
            --m_effort.checks;
        }
        Level(const Level &) = delete;
        Level &operator=(const Level &) = delete;
        ~Level() { --m_effort.depth; }

        [[nodiscard]] bool affordable() const
        {
            return m_effort.checks > 0 && m_effort.depth < maximumDepth;
        }

    private:
        Effort &m_effort;
    };
};

InputValidator::InputValidator(QJsonObject schemas)
    : m_schemas(std::move(schemas))
{ }

QJsonArray InputValidator::faults(const QString &schemaName, const QJsonValue &value) const
{
    QJsonArray found;
    Effort effort;
    check(m_schemas.named(schemaName), value, {QStringLiteral("body")}, found, effort);
    return found;
}

QJsonObject InputValidator::withDefaults(const QString &schemaName, const QJsonObject &value) const
{
    Effort effort;
    return completed(m_schemas.named(schemaName), value, effort).toObject();
}

void InputValidator::check(const QJsonObject &schema, const QJsonValue &value,
                           const QJsonArray &loc, QJsonArray &faults, Effort &effort) const
{
    const Effort::Level level(effort);
    if (!level.affordable() || faults.size() >= maximumFaults)
        return;
    const QJsonObject plain = m_schemas.resolved(schema);
    if (value.isNull() && plain.value(keyword("nullable")).toBool())
        return;
    const QJsonArray alternatives = SchemaResolver::alternativesOf(plain);
    if (!alternatives.isEmpty() && !checkAlternatives(alternatives, value, loc, faults, effort))
        return;

    const QStringList types = SchemaResolver::typesOf(plain);
    if (!valuechecks::hasType(types, value)) {
        faults.append(valuechecks::typeFault(types, value, loc));
        return;
    }
    const QJsonArray choices = plain.contains(keyword("const"))
        ? QJsonArray{plain.value(keyword("const"))}
        : plain.value(keyword("enum")).toArray();
    if (!choices.isEmpty() && !choices.contains(value)) {
        faults.append(valuechecks::choiceFault(choices, value, loc));
        return;
    }

    if (value.isDouble()) {
        valuechecks::checkNumber(plain, value, loc, faults);
    } else if (value.isString()) {
        valuechecks::checkText(plain, value, loc, faults);
    } else if (value.isArray()) {
        const QJsonArray items = value.toArray();
        valuechecks::checkList(plain, items, loc, faults);
        for (qsizetype i = 0; i < items.size(); ++i) {
            check(SchemaResolver::itemSchema(plain, i), items.at(i),
                  below(loc, static_cast<int>(i)), faults, effort);
        }
    } else if (value.isObject()) {
        checkObject(plain, value.toObject(), loc, faults, effort);
    }
}

bool InputValidator::checkAlternatives(const QJsonArray &alternatives, const QJsonValue &value,
                                       const QJsonArray &loc, QJsonArray &faults,
                                       Effort &effort) const
{
    QJsonArray closest;
    for (const QJsonValue &alternative : alternatives) {
        QJsonArray found;
        check(alternative.toObject(), value, loc, found, effort);
        if (found.isEmpty())
            return true;
        // The alternative that has the value's type knows best what is wrong with it.
        const QStringList types =
            SchemaResolver::typesOf(m_schemas.resolved(alternative.toObject()));
        if (closest.isEmpty() || (!types.isEmpty() && valuechecks::hasType(types, value)))
            closest = found;
    }
    for (const QJsonValue &fault : std::as_const(closest))
        faults.append(fault);
    return false;
}

void InputValidator::checkObject(const QJsonObject &schema, const QJsonObject &value,
                                 const QJsonArray &loc, QJsonArray &faults, Effort &effort) const
{
    const QJsonObject properties = schema.value(keyword("properties")).toObject();
    const QJsonArray required = schema.value(keyword("required")).toArray();
    const QStringList order = SchemaResolver::propertyOrder(schema);
    for (const QString &name : order) {
        if (value.contains(name)) {
            check(properties.value(name).toObject(), value.value(name), below(loc, name), faults,
                  effort);
        } else if (required.contains(name)) {
            faults.append(inputFault(below(loc, name), QStringLiteral("Field required"),
                                     QStringLiteral("missing")));
        }
    }
    for (const QJsonValue &name : required) {
        if (!order.contains(name.toString()) && !value.contains(name.toString())) {
            faults.append(inputFault(below(loc, name), QStringLiteral("Field required"),
                                     QStringLiteral("missing")));
        }
    }
    const QJsonValue others = schema.value(keyword("additionalProperties"));
    if (!others.isObject() && others.toBool(true))
        return;
    for (auto it = value.constBegin(); it != value.constEnd(); ++it) {
        if (properties.contains(it.key()))
            continue;
        if (others.isObject()) {
            check(others.toObject(), it.value(), below(loc, it.key()), faults, effort);
        } else {
            faults.append(inputFault(below(loc, it.key()),
                                     QStringLiteral("Extra inputs are not permitted"),
                                     QStringLiteral("extra_forbidden"), {}, it.value()));
        }
    }
}

QJsonValue InputValidator::completed(const QJsonObject &schema, const QJsonValue &value,
                                     Effort &effort) const
{
    const Effort::Level level(effort);
    if (!level.affordable() || (!value.isObject() && !value.isArray()))
        return value;
    const QJsonObject plain = m_schemas.resolved(schema);
    const QJsonArray alternatives = SchemaResolver::alternativesOf(plain);
    for (const QJsonValue &alternative : alternatives) {
        QJsonArray found;
        check(alternative.toObject(), value, {}, found, effort);
        if (found.isEmpty())
            return completed(alternative.toObject(), value, effort);
    }
    if (value.isArray()) {
        QJsonArray list = value.toArray();
        for (qsizetype i = 0; i < list.size(); ++i)
            list[i] = completed(SchemaResolver::itemSchema(plain, i), list.at(i), effort);
        return list;
    }
    QJsonObject object = value.toObject();
    const QJsonObject properties = plain.value(keyword("properties")).toObject();
    for (auto it = properties.constBegin(); it != properties.constEnd(); ++it) {
        const QJsonObject property = it.value().toObject();
        const QJsonValue given = object.contains(it.key())
            ? object.value(it.key())
            : m_schemas.resolved(property).value(keyword("default"));
        if (!given.isUndefined())
            object.insert(it.key(), completed(property, given, effort));
    }
    return object;
}

} // namespace peregrine::localserver
