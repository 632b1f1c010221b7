#include "app/cli/inputarguments.h"

#include "app/cli/argumenttext.h"
#include "core/base/json.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonArray>
#include <QRegularExpression>

#include <cmath>

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
    constexpr qsizetype longest = 1000;
    if (name.size() > longest)
        return {};
    static const QRegularExpression whole(QStringLiteral(
        "^[A-Za-z_][A-Za-z0-9_-]*(?:\\[[0-9]{1,4}\\]|\\.[A-Za-z_][A-Za-z0-9_-]*)*$"));
    if (!whole.match(name).hasMatch())
        return {};
    QString dotted = name;
    dotted.replace(u'[', u'.').remove(u']');
    return dotted.split(u'.');
}

/// Puts the value at a path below root and makes what is missing on the way: lists for places
/// (which no member's name can be), else objects. False when something else stands there, or when a
/// list would get a gap.
bool place(QJsonValue &root, const QStringList &path, const QJsonValue &value)
{
    if (path.isEmpty()) {
        root = value;
        return true;
    }
    const bool isMissing = root.isNull() || root.isUndefined();
    bool isPlace = false;
    const qsizetype index = path.first().toInt(&isPlace);
    if (isPlace) {
        QJsonArray list = root.toArray();
        if (!(root.isArray() || isMissing) || index > list.size())
            return false;
        QJsonValue entry = list.at(index);
        if (!place(entry, path.mid(1), value))
            return false;
        if (index == list.size())
            list.append(entry);
        else
            list[index] = entry;
        root = list;
        return true;
    }
    if (!root.isObject() && !isMissing)
        return false;
    QJsonObject object = root.toObject();
    QJsonValue member = object.value(path.first());
    if (!place(member, path.mid(1), value))
        return false;
    object.insert(path.first(), member);
    root = object;
    return true;
}

const FieldSpec *specAt(const FieldSpec *root, const QStringList &path)
{
    const FieldSpec *spec = root;
    for (const QString &part : path) {
        if (!spec)
            return nullptr;
        spec = spec->part(part);
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
    return ok && std::isfinite(number) ? std::optional(QJsonValue(number)) : std::nullopt;
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
                           .arg(name, shortened(text)),
                       pathOf(name));
    }
    case FieldKind::Boolean:
        if (text == QLatin1String("true") || text == QLatin1String("yes")
            || text == QLatin1String("1"))
            return QJsonValue(true);
        if (text == QLatin1String("false") || text == QLatin1String("no")
            || text == QLatin1String("0"))
            return QJsonValue(false);
        return invalid(Text::tr("%1 takes true or false, not \"%2\".").arg(name, shortened(text)),
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
    case FieldKind::Color:
        if (spec->colorForm == ColorForm::Hex)
            break;
        [[fallthrough]];
    case FieldKind::Object:
    case FieldKind::Map:
    case FieldKind::List:
    case FieldKind::Tuple:
    case FieldKind::Any: {
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
    QJsonValue values = base;
    for (const QString &argument : arguments) {
        const qsizetype equals = argument.indexOf(u'=');
        if (equals <= 0)
            return invalid(Text::tr("\"%1\" is not NAME=VALUE.").arg(shortened(argument)));
        const bool isJson = argument.at(equals - 1) == u':';
        const QString name = argument.left(isJson ? equals - 1 : equals);
        const QString text = argument.mid(equals + 1);
        QStringList path = pathOf(name);
        if (path.isEmpty())
            return invalid(Text::tr("\"%1\" is not the name of an input. A name reads like prompt "
                                    "or loras[0].path.")
                               .arg(shortened(name)));
        QJsonValue value(QJsonValue::Null);
        QList<InputFile> files;
        if (isJson) {
            const auto json = parseJson(text.toUtf8());
            if (!json)
                return invalid(Text::tr("The value of %1 is not JSON: %2.").arg(name, json.error()),
                               path);
            value = *json;
        } else if (text.startsWith(u'@')) {
            const QFileInfo file(text.mid(1));
            if (!file.isFile())
                return invalid(
                    Text::tr("%1: there is no file %2.").arg(name, shortened(text.mid(1))), path);
            // A file for a list of files is one more of them.
            const FieldSpec *spec = specAt(schema, path);
            if (spec && spec->kind == FieldKind::List)
                path.append(QString::number(valueAt(values, jsonPointer(path)).toArray().size()));
            files.append({jsonPointer(path), file.absoluteFilePath()});
        } else {
            const auto typed = typedValue(specAt(schema, path), name, text);
            if (!typed)
                return Unexpected{typed.error()};
            value = *typed;
        }
        if (!place(values, path, value))
            return invalid(
                Text::tr("%1 cannot be set: there is another value on the way to it, or the list "
                         "has no entry before it.")
                    .arg(name),
                path);
        // A later argument replaces an earlier one, and what that one put below.
        input.files.removeIf([pointer = jsonPointer(path)](const InputFile &file) {
            return file.pointer == pointer || file.pointer.startsWith(pointer + u'/');
        });
        input.files += files;
    }
    input.values = values.toObject();
    return input;
}

} // namespace peregrine::cli
