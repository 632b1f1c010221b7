#include "core/localserver/emulation/endpointdocument.h"

#include "core/base/json.h"
#include "core/localserver/thumbnails/thumbnailpath.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>

namespace peregrine::localserver {

namespace {

/// How deep brackets nest outside of texts. Cheaper than parsing, and done before it.
int depthOf(const QByteArray &text)
{
    int depth = 0;
    int deepest = 0;
    bool quoted = false;
    bool escaped = false;
    for (const char byte : text) {
        if (quoted) {
            quoted = escaped || byte != '"';
            escaped = !escaped && byte == '\\';
        } else if (byte == '"') {
            quoted = true;
        } else if (byte == '{' || byte == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (byte == '}' || byte == ']') {
            --depth;
        }
    }
    return deepest;
}

bool isEndpointId(const QString &id)
{
    constexpr qsizetype longest = 200;
    static const QRegularExpression form(
        QStringLiteral("\\A[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*){1,9}\\z"));
    return id.size() <= longest && form.match(id).hasMatch()
        && !id.split(u'/').contains(QLatin1String("requests"));
}

QString postPath(const QJsonObject &paths)
{
    for (auto it = paths.constBegin(); it != paths.constEnd(); ++it) {
        if (it.value().toObject().contains(QLatin1String("post")))
            return it.key();
    }
    return {};
}

QJsonObject jsonSchemaIn(const QJsonObject &holder)
{
    return valueAt(holder, QStringLiteral("/content/application~1json/schema")).toObject();
}

/// The component that a schema names; one that stands there in full becomes a component.
QString componentFor(const QJsonObject &schema, const QString &name, QJsonObject &components)
{
    static const QString prefix = QStringLiteral("#/components/schemas/");
    const QString reference = schema.value(QLatin1String("$ref")).toString();
    if (reference.startsWith(prefix) && schema.size() == 1)
        return reference.mid(prefix.size());
    QString free = name;
    while (components.contains(free))
        free += u'_';
    components.insert(free, schema);
    return free;
}

/// "fal-ai/flux-pro/v1.1" -> "Flux pro v1.1"
QString displayName(const QString &endpoint)
{
    QString name = endpoint.section(u'/', 1).replace(u'/', u' ').replace(u'-', u' ');
    if (!name.isEmpty())
        name[0] = name.at(0).toUpper();
    return name;
}

} // namespace

Expected<EndpointDocument, QString> EndpointDocument::read(const QByteArray &text)
{
    if (text.size() > maximumBytes)
        return Unexpected{QStringLiteral("it is larger than 16 MB")};
    if (depthOf(text) > maximumDepth)
        return Unexpected{QStringLiteral("it is nested too deeply")};
    const Expected<QJsonValue, QString> json = parseJson(text);
    if (!json)
        return Unexpected{json.error()};
    EndpointDocument result;
    result.document = json->toObject();
    const QJsonObject paths = result.document.value(QLatin1String("paths")).toObject();
    if (paths.isEmpty())
        return Unexpected{QStringLiteral("it is not an OpenAPI document of an endpoint")};

    const QJsonObject metadata =
        valueAt(result.document, QStringLiteral("/info/x-fal-metadata")).toObject();
    const QString submit = postPath(paths);
    result.endpoint = metadata.value(QLatin1String("endpointId")).toString();
    if (result.endpoint.isEmpty())
        result.endpoint = submit.mid(1);
    if (!isEndpointId(result.endpoint))
        return Unexpected{QStringLiteral("it names no endpoint")};
    result.category = metadata.value(QLatin1String("category")).toString();
    result.about = metadata.value(QLatin1String("about")).toString();

    static const QString streamed = QStringLiteral("/stream");
    result.streams =
        result.endpoint.endsWith(streamed) || paths.contains(u'/' + result.endpoint + streamed);

    result.schemas.components =
        valueAt(result.document, QStringLiteral("/components/schemas")).toObject();
    const QJsonObject body =
        valueAt(paths, jsonPointer({submit, QStringLiteral("post"), QStringLiteral("requestBody")}))
            .toObject();
    result.schemas.input =
        componentFor(jsonSchemaIn(body), QStringLiteral("Input"), result.schemas.components);
    QJsonObject answer;
    for (auto it = paths.constBegin(); it != paths.constEnd(); ++it) {
        if (it.key().endsWith(QLatin1String("/requests/{request_id}")))
            answer = valueAt(it.value(), QStringLiteral("/get/responses/200")).toObject();
    }
    result.schemas.output =
        componentFor(jsonSchemaIn(answer), QStringLiteral("Output"), result.schemas.components);
    return result;
}

QJsonObject EndpointDocument::served(const QString &base) const
{
    const QString said = notice(endpoint);
    const QString self =
        base + QLatin1String("/fal.ai/api/openapi/queue/openapi.json?endpoint_id=") + endpoint;
    QJsonObject info = document.value(QLatin1String("info")).toObject();
    QJsonObject metadata = info.value(QLatin1String("x-fal-metadata")).toObject();
    metadata.insert(QStringLiteral("endpointId"), endpoint);
    // Pictures and pages of the real model stand on other servers, and would promise its work.
    metadata.insert(QStringLiteral("thumbnailUrl"), QString(base + thumbnailPath(endpoint)));
    metadata.insert(QStringLiteral("playgroundUrl"), QString());
    metadata.insert(QStringLiteral("documentationUrl"), self);
    metadata.insert(QStringLiteral("about"),
                    about.isEmpty() ? said : QString(said + QLatin1String("\n\n") + about));
    info.insert(QStringLiteral("x-fal-metadata"), metadata);
    info.insert(QStringLiteral("description"), said);
    QJsonObject result = document;
    result.insert(QStringLiteral("info"), info);
    result.insert(QStringLiteral("servers"),
                  QJsonArray{QJsonObject{
                      {QStringLiteral("url"), QString(base + QLatin1String("/queue.fal.run"))}}});
    return result;
}

ModelCard EndpointDocument::card() const
{
    ModelCard card;
    card.endpoint = endpoint;
    card.displayName = displayName(endpoint) + QLatin1String(" (local emulation)");
    card.category = category.isEmpty() ? QStringLiteral("unknown") : category;
    card.description = notice(endpoint);
    card.tags = {QStringLiteral("local"), QStringLiteral("emulation"), QStringLiteral("free")};
    card.streams = streams;
    // As fal does it: the endpoints of one application belong together.
    card.groupKey = card.application();
    const QString within = endpoint.mid(card.groupKey.size() + 1);
    card.groupLabel = within.isEmpty() ? card.groupKey.section(QLatin1Char('/'), -1) : within;
    return card;
}

QString EndpointDocument::notice(const QString &endpoint)
{
    return QStringLiteral("Local emulation of %1: it takes the inputs and gives the outputs that "
                          "the endpoint's schema describes, made by procedure on this computer, "
                          "free of charge. Nothing here is the work of the model.")
        .arg(endpoint);
}

} // namespace peregrine::localserver
