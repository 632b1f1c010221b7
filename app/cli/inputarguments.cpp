#include "app/cli/inputarguments.h"

#include "core/base/json.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

namespace peregrine::cli {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::cli::Input)
};

Unexpected<Error> invalid(const QString &message, const QStringList &path = {})
{
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = message;
    if (!path.isEmpty())
        error.fields.append({path, message, {}});
    return Unexpected{error};
}

/// loras[0].path -> {"loras", "0", "path"}; empty when it is no such path.
QStringList pathOf(const QString &name)
{
    static const QRegularExpression whole(QStringLiteral(
        "^[A-Za-z_][A-Za-z0-9_-]*(?:\\[[0-9]{1,4}\\]|\\.[A-Za-z_][A-Za-z0-9_-]*)*$"));
    if (!whole.match(name).hasMatch())
        return {};
    QString dotted = name;
    dotted.replace(u'[', u'.').remove(u']');
    return dotted.split(u'.');
}

const FieldSpec *specAt(const FieldSpec *root, const QStringList &path)
{
    const FieldSpec *spec = root;
    for (const QString &part : path) {
        if (!spec)
            return nullptr;
        if (spec->kind == FieldKind::List)
            spec = spec->children.isEmpty() ? nullptr : &spec->children.first();
        else
            spec = spec->child(part);
    }
    return spec;
}

std::optional<QJsonValue> numberOf(const QString &text, bool whole)
{
    bool ok = false;
    if (const qint64 integer = text.toLongLong(&ok); ok)
        return QJsonValue(integer);
    if (whole)
        return std::nullopt;
    const double number = text.toDouble(&ok);
    return ok ? std::optional(QJsonValue(number)) : std::nullopt;
}

Expected<QJsonValue, Error> typedValue(const FieldSpec *spec, const QString &name,
                                       const QString &text)
{
    if (!spec)
        return QJsonValue(text);
    switch (spec->kind) {
    case FieldKind::Integer:
    case FieldKind::Number:
    case FieldKind::Seed: {
        const bool whole = spec->kind != FieldKind::Number;
        if (const auto number = numberOf(text, whole))
            return *number;
        return invalid((whole ? Text::tr("%1 takes a whole number, not \"%2\".")
                              : Text::tr("%1 takes a number, not \"%2\"."))
                           .arg(name, text),
                       pathOf(name));
    }
    case FieldKind::Boolean:
        if (text == QLatin1String("true") || text == QLatin1String("yes")
            || text == QLatin1String("1"))
            return QJsonValue(true);
        if (text == QLatin1String("false") || text == QLatin1String("no")
            || text == QLatin1String("0"))
            return QJsonValue(false);
        return invalid(Text::tr("%1 takes true or false, not \"%2\".").arg(name, text),
                       pathOf(name));
    case FieldKind::Enum:
    case FieldKind::Size: {
        for (const QJsonValue &choice : spec->choices) {
            if (choice.toVariant().toString() == text)
                return choice;
        }
        static const QRegularExpression pixels(QStringLiteral("^([0-9]{1,5})x([0-9]{1,5})$"));
        const auto match = pixels.match(text);
        if (spec->kind == FieldKind::Size && match.hasMatch()) {
            return QJsonValue(QJsonObject{{QStringLiteral("width"), match.captured(1).toInt()},
                                          {QStringLiteral("height"), match.captured(2).toInt()}});
        }
        return QJsonValue(text);
    }
    case FieldKind::Object:
    case FieldKind::List:
    case FieldKind::Json: {
        const auto json = parseJson(text.toUtf8());
        if (json)
            return *json;
        return invalid(Text::tr("%1 takes JSON: %2.").arg(name, json.error()), pathOf(name));
    }
    case FieldKind::Text:
    case FieldKind::LongText:
    case FieldKind::Media:
    case FieldKind::Union:
        break;
    }
    return QJsonValue(text);
}

} // namespace

Expected<Input, Error> inputOf(const QStringList &arguments, const QJsonObject &base,
                               const FieldSpec *schema)
{
    Input input;
    input.values = base;
    for (const QString &argument : arguments) {
        const qsizetype equals = argument.indexOf(u'=');
        if (equals <= 0)
            return invalid(Text::tr("\"%1\" is not NAME=VALUE.").arg(argument));
        const bool isJson = argument.at(equals - 1) == u':';
        const QString name = argument.left(isJson ? equals - 1 : equals);
        const QString text = argument.mid(equals + 1);
        const QStringList path = pathOf(name);
        if (path.isEmpty())
            return invalid(Text::tr("\"%1\" is not the name of an input. A name reads like prompt "
                                    "or loras[0].path.")
                               .arg(name));
        const QString pointer = jsonPointer(path);
        if (isJson) {
            const auto json = parseJson(text.toUtf8());
            if (!json)
                return invalid(Text::tr("The value of %1 is not JSON: %2.").arg(name, json.error()),
                               path);
            input.values = withValueAt(input.values, pointer, *json).toObject();
        } else if (text.startsWith(u'@')) {
            const QFileInfo file(text.mid(1));
            if (!file.isFile())
                return invalid(Text::tr("%1: there is no file %2.").arg(name, text.mid(1)), path);
            input.values =
                withValueAt(input.values, pointer, QJsonValue(QJsonValue::Null)).toObject();
            input.files.append({pointer, file.absoluteFilePath()});
        } else {
            const auto value = typedValue(specAt(schema, path), name, text);
            if (!value)
                return Unexpected{value.error()};
            input.values = withValueAt(input.values, pointer, *value).toObject();
        }
    }
    return input;
}

} // namespace peregrine::cli
