#include "core/code/inputtext.h"

#include "core/base/json.h"
#include "core/code/changedinput.h"
#include "core/code/textescape.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>
#include <QMap>
#include <QUrl>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shortList = 72;

QString indentOf(int depth)
{
    return QString(2 * qsizetype(depth), u' ');
}

QString lines(const QStringList &parts, QChar open, QChar close, int depth)
{
    const QString inner = indentOf(depth + 1);
    return open + u"\n"_s + inner + parts.join(u",\n"_s + inner) + u'\n' + indentOf(depth) + close;
}

QString textOf(const QJsonValue &value, const QString &pointer, const FieldSpec *spec,
               const QMap<QString, QString> &files, int depth)
{
    if (files.contains(pointer))
        return quotedText(files.value(pointer), {});
    if (value.isString())
        return quotedText(value.toString(), {});
    QStringList parts;
    if (value.isArray()) {
        const QJsonArray entries = value.toArray();
        bool flat = true;
        qsizetype length = 0;
        for (qsizetype i = 0; i < entries.size(); ++i) {
            const QString index = QString::number(i);
            parts.append(textOf(entries.at(i), pointer + u'/' + index,
                                spec ? spec->part(index) : nullptr, files, depth + 1));
            flat = flat && !entries.at(i).isObject() && !entries.at(i).isArray();
            length += parts.last().size() + 2;
        }
        if (flat && length <= shortList)
            return u'[' + parts.join(u", "_s) + u']';
        return lines(parts, u'[', u']', depth);
    }
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        for (const QString &name : orderedNames(spec, object)) {
            parts.append(quotedText(name, {}) + u": "_s
                         + textOf(object.value(name), pointer + jsonPointer({name}),
                                  spec ? spec->part(name) : nullptr, files, depth + 1));
        }
        return parts.isEmpty() ? u"{}"_s : lines(parts, u'{', u'}', depth);
    }
    return QString::fromUtf8(toJson(value));
}

/// What is sent of a value: file addresses become files, or go.
QJsonValue taken(const QJsonValue &value, const QString &pointer, const QStringList &ownFiles,
                 InputText::Reading &reading)
{
    if (value.isString() && value.toString().startsWith(u"file:"_s, Qt::CaseInsensitive)) {
        const QString path = QUrl(value.toString()).toLocalFile();
        if (!ownFiles.contains(path)) {
            reading.foreignFiles.append(pointer);
            return QJsonValue::Undefined;
        }
        reading.values.files.append({pointer, path});
        return QJsonValue::Null;
    }
    if (value.isArray()) {
        QJsonArray kept;
        for (const QJsonValue entry : value.toArray()) {
            // Places count what is kept, as the files' pointers do.
            const QJsonValue part =
                taken(entry, pointer + u'/' + QString::number(kept.size()), ownFiles, reading);
            if (!part.isUndefined())
                kept.append(part);
        }
        return kept;
    }
    if (value.isObject()) {
        QJsonObject kept;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QJsonValue part =
                taken(it.value(), pointer + jsonPointer({it.key()}), ownFiles, reading);
            if (!part.isUndefined())
                kept.insert(it.key(), part);
        }
        return kept;
    }
    return value;
}

void collectUnknown(const FieldSpec &spec, const QJsonValue &value, const QString &pointer,
                    QStringList &unknown)
{
    if (value.isArray()) {
        const QJsonArray entries = value.toArray();
        for (qsizetype i = 0; i < entries.size(); ++i) {
            const QString index = QString::number(i);
            if (const FieldSpec *part = spec.part(index))
                collectUnknown(*part, entries.at(i), pointer + u'/' + index, unknown);
        }
        return;
    }
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString place = pointer + jsonPointer({it.key()});
        if (const FieldSpec *part = spec.part(it.key()))
            collectUnknown(*part, it.value(), place, unknown);
        else if (spec.kind == FieldKind::Object)
            unknown.append(place);
    }
}

} // namespace

QString InputText::write(const FieldSpec &schema, const FormValues &values, const Members &unknown)
{
    QJsonValue input = values.input;
    for (auto it = unknown.cbegin(); it != unknown.cend(); ++it) {
        const QString holder = it.key().left(it.key().lastIndexOf(u'/'));
        if (valueAt(input, holder).isObject() && valueAt(input, it.key()).isUndefined())
            input = withValueAt(input, it.key(), it.value());
    }
    QMap<QString, QString> files;
    for (const FileInput &file : values.files)
        files.insert(file.pointer, QUrl::fromLocalFile(file.path).toString(QUrl::FullyEncoded));
    return textOf(input, {}, &schema, files, 0) + u'\n';
}

Expected<InputText::Reading, TextFault>
InputText::read(const QString &text, const FieldSpec &schema, const QStringList &ownFiles)
{
    LiteralReader reader(text, LiteralReader::Dialect::Json);
    const auto value = reader.wholeText();
    if (!value)
        return Unexpected{value.error()};
    if (!value->isObject()) {
        return Unexpected{TextFault{
            QCoreApplication::translate("peregrine::InputText",
                                        "The inputs are an object: they stand in { and }."),
            reader.places().value({}).offset}};
    }
    Reading reading;
    reading.places = reader.places();
    QJsonValue known = *value;
    const QStringList unknown = unknownMembers(schema, *value);
    for (const QString &pointer : unknown) {
        reading.unknown.insert(pointer, valueAt(*value, pointer));
        known = withValueAt(known, pointer, QJsonValue::Undefined);
    }
    reading.values.input = taken(known, {}, ownFiles, reading).toObject();
    return reading;
}

QStringList unknownMembers(const FieldSpec &schema, const QJsonValue &input)
{
    QStringList unknown;
    collectUnknown(schema, input, {}, unknown);
    return unknown;
}

} // namespace peregrine
