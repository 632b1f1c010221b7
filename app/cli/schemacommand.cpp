#include "app/cli/schemacommand.h"

#include "core/base/json.h"
#include "core/schema/openapireader.h"

namespace peregrine::cli {

namespace {

QString kindName(const FieldSpec &spec)
{
    switch (spec.kind) {
    case FieldKind::Text:
    case FieldKind::LongText:
        return QStringLiteral("text");
    case FieldKind::Integer:
    case FieldKind::Seed:
        return QStringLiteral("integer");
    case FieldKind::Number:
        return QStringLiteral("number");
    case FieldKind::Boolean:
        return QStringLiteral("true|false");
    case FieldKind::Enum:
        return QStringLiteral("one of");
    case FieldKind::Size:
        return QStringLiteral("size");
    case FieldKind::Media:
        return mediaKindName(spec.mediaKind) + QStringLiteral(" URL");
    case FieldKind::Color:
        return QStringLiteral("colour");
    case FieldKind::List:
    case FieldKind::Tuple:
        return QStringLiteral("list");
    case FieldKind::Object:
    case FieldKind::Map:
        return QStringLiteral("object");
    case FieldKind::Union:
        return QStringLiteral("one of several");
    case FieldKind::Any:
        break;
    }
    return QStringLiteral("JSON");
}

QString valueText(const QJsonValue &value)
{
    // An empty text would not be seen without its quotes.
    const bool plain = value.isString() && !value.toString().isEmpty();
    return plain ? value.toString() : QString::fromUtf8(toJson(value));
}

QString lineOf(const FieldSpec &spec)
{
    QStringList facts{kindName(spec)};
    if (!spec.choices.isEmpty()) {
        QStringList choices;
        for (const QJsonValue &choice : spec.choices)
            choices.append(valueText(choice));
        facts.append(choices.join(QStringLiteral(" | ")));
    }
    if (spec.range.isClosed())
        facts.append(QStringLiteral("%1..%2").arg(valueText(spec.range.minimum),
                                                  valueText(spec.range.maximum)));
    if (!spec.defaultValue.isUndefined())
        facts.append(QStringLiteral("default %1").arg(valueText(spec.defaultValue)));
    if (spec.required)
        facts.append(QStringLiteral("required"));
    return QStringLiteral("%1  %2").arg(spec.name, -28).arg(facts.join(QStringLiteral(", ")));
}

} // namespace

SchemaCommand::SchemaCommand(Context context, EndpointId endpoint)
    : Command(std::move(context))
    , m_endpoint(std::move(endpoint))
{ }

void SchemaCommand::start()
{
    FalClient *server = client();
    if (!server)
        return;
    FalCall<QJsonObject> *call = server->catalog().openApi(m_endpoint);
    connect(call, &FalReply::failed, this, &SchemaCommand::fail);
    connect(call, &FalReply::succeeded, this, [this, call] { print(call->value()); });
}

void SchemaCommand::print(const QJsonObject &document)
{
    if (output().json()) {
        output().document(document);
        Q_EMIT finished(ExitDone);
        return;
    }
    const auto schema = OpenApiReader::read(document);
    if (!schema) {
        fail(schema.error());
        return;
    }
    for (const FieldSpec &field : schema->input.children)
        output().text(lineOf(field));
    Q_EMIT finished(ExitDone);
}

} // namespace peregrine::cli
