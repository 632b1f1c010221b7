#include "tests/unit/localserver/emulation/sampleinput.h"

#include "core/localserver/models/inputvalidator.h"
#include "core/localserver/models/schemaresolver.h"

#include <algorithm>

using namespace peregrine::localserver;

namespace {

class Sampler
{
public:
    explicit Sampler(const ModelSchemas &schemas)
        : m_components(schemas.components)
        , m_schemas(schemas.components)
    { }

    QJsonValue value(const QJsonObject &schema, const QString &name, int depth) const
    {
        const QJsonObject plain = m_schemas.resolved(schema);
        QJsonArray candidates = plain.value(QLatin1String("examples")).toArray();
        candidates.prepend(plain.value(QLatin1String("default")));
        candidates.append(plain.value(QLatin1String("const")));
        candidates.append(plain.value(QLatin1String("enum"))[0]);
        for (const QJsonValue &candidate : std::as_const(candidates)) {
            if (!candidate.isUndefined() && !candidate.isNull() && admits(schema, candidate))
                return candidate;
        }
        if (depth > 8)
            return QJsonValue::Null;
        const QJsonArray branches = SchemaResolver::alternativesOf(plain);
        for (const QJsonValue &branch : branches) {
            const QJsonValue made = value(branch.toObject(), name, depth + 1);
            if (!made.isNull())
                return made;
        }
        return made(plain, name, depth);
    }

    QJsonObject object(const QJsonObject &plain, int depth) const
    {
        QJsonObject result;
        const QJsonObject properties = plain.value(QLatin1String("properties")).toObject();
        const QJsonArray required = plain.value(QLatin1String("required")).toArray();
        for (auto it = properties.constBegin(); it != properties.constEnd(); ++it) {
            if (required.contains(it.key()))
                result.insert(it.key(), value(it.value().toObject(), it.key(), depth + 1));
        }
        return result;
    }

private:
    bool admits(const QJsonObject &schema, const QJsonValue &candidate) const
    {
        QJsonObject components = m_components;
        components.insert(QStringLiteral("(sample)"), schema);
        return InputValidator(components).faults(QStringLiteral("(sample)"), candidate).isEmpty();
    }

    QJsonValue made(const QJsonObject &plain, const QString &name, int depth) const
    {
        const QString type = SchemaResolver::typesOf(plain).value(0);
        if (type == QLatin1String("string")) {
            const int least = plain.value(QLatin1String("minLength")).toInt();
            const QString text = name.contains(QLatin1String("url"))
                ? QStringLiteral("https://example.com/a-red-boat.png")
                : QStringLiteral("a red boat");
            return text.leftJustified(least, u'.');
        }
        if (type == QLatin1String("integer") || type == QLatin1String("number")) {
            for (const double number : {plain.value(QLatin1String("minimum")).toDouble(), 1.0,
                                        plain.value(QLatin1String("multipleOf")).toDouble(), 0.5,
                                        plain.value(QLatin1String("maximum")).toDouble()}) {
                if (admits(plain, number))
                    return number;
            }
        }
        if (type == QLatin1String("boolean"))
            return false;
        if (type == QLatin1String("array")) {
            QJsonArray list;
            const int count = std::max(1, plain.value(QLatin1String("minItems")).toInt());
            for (int i = 0; i < count; ++i)
                list.append(value(SchemaResolver::itemSchema(plain, i), name, depth + 1));
            return list;
        }
        if (type == QLatin1String("object") || plain.contains(QLatin1String("properties")))
            return object(plain, depth);
        return type.isEmpty() ? QJsonValue(QStringLiteral("a red boat")) : QJsonValue::Null;
    }

    QJsonObject m_components;
    SchemaResolver m_schemas;
};

} // namespace

QJsonObject sampleInput(const ModelSchemas &schemas)
{
    const SchemaResolver resolver(schemas.components);
    const Sampler sampler(schemas);
    const QJsonObject root = resolver.named(schemas.input);
    return SchemaResolver::alternativesOf(root).isEmpty() ? sampler.object(root, 0)
                                                          : sampler.value(root, {}, 0).toObject();
}
