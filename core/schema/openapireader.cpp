#include "core/schema/openapireader.h"

#include "core/schema/fieldreader.h"
#include "core/schema/fieldwords.h"
#include "core/schema/mediahints.h"

#include <QCoreApplication>
#include <QJsonArray>

namespace peregrine {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::OpenApiReader)
};

/// fal's platform API puts {"error": {"code": "expansion_failed", "message": ...}} in the place of
/// a document that it could not make.
Error expansionError(const QJsonObject &failure)
{
    Error error;
    error.kind = Error::Kind::Server;
    error.type = failure.value(QLatin1String("code")).toString().left(100);
    const QString words = failure.value(QLatin1String("message")).toString().simplified().left(500);
    error.message = words.isEmpty()
        ? Words::tr("The server has no description of this model. Try again later.")
        : Words::tr("The server has no description of this model: %1").arg(words);
    return error;
}

QJsonValue jsonSchemaOf(const QJsonObject &content)
{
    const QJsonValue exact =
        content.value(QLatin1String("application/json")).toObject().value(QLatin1String("schema"));
    if (exact.isObject() || content.isEmpty())
        return exact;
    return content.begin().value().toObject().value(QLatin1String("schema"));
}

/// The body of the one POST; of several, the one with the shortest path, which is the endpoint.
QJsonValue inputSchema(const QJsonObject &paths)
{
    QJsonValue found(QJsonValue::Undefined);
    qsizetype length = 0;
    for (auto it = paths.begin(); it != paths.end(); ++it) {
        const QJsonValue body = jsonSchemaOf(it.value()
                                                 .toObject()
                                                 .value(QLatin1String("post"))
                                                 .toObject()
                                                 .value(QLatin1String("requestBody"))
                                                 .toObject()
                                                 .value(QLatin1String("content"))
                                                 .toObject());
        if (body.isObject() && (found.isUndefined() || it.key().size() < length)) {
            found = body;
            length = it.key().size();
        }
    }
    return found;
}

/// The answer of GET .../requests/{request_id}; the POST's own answer is the queue's.
QJsonValue outputSchema(const QJsonObject &paths)
{
    for (auto it = paths.begin(); it != paths.end(); ++it) {
        if (!it.key().endsWith(QLatin1String("/requests/{request_id}")))
            continue;
        return jsonSchemaOf(it.value()
                                .toObject()
                                .value(QLatin1String("get"))
                                .toObject()
                                .value(QLatin1String("responses"))
                                .toObject()
                                .value(QLatin1String("200"))
                                .toObject()
                                .value(QLatin1String("content"))
                                .toObject());
    }
    return QJsonValue::Undefined;
}

/// A form's only picture is the one to work on, whatever its name says of it: "source_image_url",
/// "human_image_url", "product_image_url".
void settleMainPicture(FieldSpec &root)
{
    FieldSpec *only = nullptr;
    for (FieldSpec &field : root.children) {
        if (mediaKindOf(field.meaning) != MediaKind::Image || field.meaning == FieldMeaning::Mask)
            continue;
        if (only || field.meaning == FieldMeaning::Image)
            return;
        only = &field;
    }
    if (!only || only->meaning != FieldMeaning::OtherImage)
        return;
    only->meaning = FieldMeaning::Image;
    if (only->kind == FieldKind::List)
        only->children.first().meaning = FieldMeaning::Image;
}

bool isFile(const FieldSpec &spec)
{
    return spec.kind == FieldKind::Object && spec.child(QStringLiteral("url"));
}

QList<OutputSpec> outputOf(const FieldSpec &root)
{
    QList<OutputSpec> members;
    if (root.kind != FieldKind::Object)
        return members;
    for (const FieldSpec &field : root.children) {
        OutputSpec member;
        member.name = field.name;
        member.title = field.title;
        member.help = field.help;
        const FieldSpec *one = &field;
        if (field.kind == FieldKind::List) {
            member.list = true;
            one = &field.children.constFirst();
        }
        if (one->kind == FieldKind::Media)
            member.media = one->mediaKind;
        else if (isFile(*one))
            member.media = mediaKindOfFieldName(field.name).value_or(MediaKind::Other);
        members.append(member);
    }
    return members;
}

} // namespace

Expected<ModelSchema, Error> OpenApiReader::read(const QJsonObject &document)
{
    const QJsonValue failure = document.value(QLatin1String("error"));
    if (failure.isObject() && !document.contains(QLatin1String("paths")))
        return Unexpected{expansionError(failure.toObject())};
    const QJsonObject paths = document.value(QLatin1String("paths")).toObject();
    const QJsonValue input = inputSchema(paths);
    if (input.isUndefined())
        return Unexpected{Error::malformed(
            Words::tr("The description of this model does not say what the model takes."))};

    ModelSchema schema;
    const QJsonObject metadata = document.value(QLatin1String("info"))
                                     .toObject()
                                     .value(QLatin1String("x-fal-metadata"))
                                     .toObject();
    schema.endpointId = metadata.value(QLatin1String("endpointId")).toString();
    schema.category = metadata.value(QLatin1String("category")).toString();
    FieldReader reader(document);
    schema.input = reader.readRoot(input);
    settleMainPicture(schema.input);
    if (schema.input.kind != FieldKind::Object && schema.input.kind != FieldKind::Map)
        return Unexpected{Error::malformed(Words::tr(
            "This model does not take named values, so that no form can be made for it."))};
    FieldReader outputReader(document);
    schema.output = outputOf(outputReader.readRoot(outputSchema(paths)));
    return schema;
}

} // namespace peregrine
