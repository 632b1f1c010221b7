#include "core/prompts/promptoriginjson.h"

#include <limits>

namespace peregrine {

QJsonObject promptOriginToJson(const PromptOrigin &origin)
{
    if (origin.templates.isEmpty())
        return {};
    QJsonObject templates;
    for (const PromptTemplate &prompt : origin.templates)
        templates.insert(prompt.pointer, prompt.text);
    return {{QStringLiteral("templates"), templates},
            {QStringLiteral("seed"), static_cast<qint64>(origin.seed)}};
}

PromptOrigin promptOriginFromJson(const QJsonObject &json)
{
    PromptOrigin origin;
    const QJsonObject templates = json.value(QStringLiteral("templates")).toObject();
    for (auto it = templates.begin(); it != templates.end(); ++it) {
        if (it->isString())
            origin.templates.append({it.key(), it->toString()});
    }
    const qint64 seed = json.value(QStringLiteral("seed")).toInteger(-1);
    if (origin.templates.isEmpty() || seed < 0 || seed > std::numeric_limits<quint32>::max())
        return origin;
    origin.seed = static_cast<quint32>(seed);
    return origin;
}

} // namespace peregrine
