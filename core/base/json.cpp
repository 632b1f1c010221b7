#include "core/base/json.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace peregrine {

namespace {

QJsonValue replaced(const QJsonValue &root, const QStringList &parts, qsizetype depth,
                    const QJsonValue &value)
{
    if (depth == parts.size())
        return value;
    const QString &part = parts.at(depth);
    if (root.isArray()) {
        QJsonArray array = root.toArray();
        bool ok = false;
        const qsizetype index = part.toLongLong(&ok);
        if (!ok || index < 0 || index > array.size())
            return root;
        if (index == array.size())
            array.append(replaced({}, parts, depth + 1, value));
        else if (depth + 1 == parts.size() && value.isUndefined())
            array.removeAt(index);
        else
            array[index] = replaced(array.at(index), parts, depth + 1, value);
        return array;
    }
    QJsonObject object = root.toObject();
    if (depth + 1 == parts.size() && value.isUndefined())
        object.remove(part);
    else
        object.insert(part, replaced(object.value(part), parts, depth + 1, value));
    return object;
}

} // namespace

QByteArray toJson(const QJsonValue &value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    // QJsonDocument holds only objects and arrays: wrap, then cut the brackets off.
    const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return wrapped.mid(1, wrapped.size() - 2);
}

Expected<QJsonValue, QString> parseJson(const QByteArray &bytes)
{
    const QByteArray trimmed = bytes.trimmed();
    if (trimmed.isEmpty())
        return Unexpected{QStringLiteral("the text is empty")};
    QJsonParseError error;
    if (trimmed.startsWith('{') || trimmed.startsWith('[')) {
        const QJsonDocument document = QJsonDocument::fromJson(trimmed, &error);
        if (error.error != QJsonParseError::NoError)
            return Unexpected{
                QStringLiteral("%1 at byte %2").arg(error.errorString()).arg(error.offset)};
        return document.isObject() ? QJsonValue(document.object()) : QJsonValue(document.array());
    }
    const QJsonDocument document = QJsonDocument::fromJson('[' + trimmed + ']', &error);
    if (error.error != QJsonParseError::NoError || document.array().size() != 1)
        return Unexpected{QStringLiteral("it is not JSON")};
    return document.array().first();
}

bool isDeeperThan(const QJsonValue &value, int levels)
{
    if (!value.isArray() && !value.isObject())
        return false;
    if (levels == 0)
        return true;
    const auto deeper = [levels](const QJsonValue &part) { return isDeeperThan(part, levels - 1); };
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::any_of(array.begin(), array.end(), deeper);
    }
    const QJsonObject object = value.toObject();
    return std::any_of(object.begin(), object.end(), deeper);
}

QString jsonPointer(const QStringList &parts)
{
    QString pointer;
    for (QString part : parts) {
        part.replace(u'~', QStringLiteral("~0")).replace(u'/', QStringLiteral("~1"));
        pointer += u'/' + part;
    }
    return pointer;
}

QStringList jsonPointerParts(const QString &pointer)
{
    QStringList parts = pointer.split(u'/');
    parts.removeFirst();
    for (QString &part : parts)
        part.replace(QStringLiteral("~1"), QStringLiteral("/"))
            .replace(QStringLiteral("~0"), QStringLiteral("~"));
    return parts;
}

QJsonValue valueAt(const QJsonValue &root, const QString &pointer)
{
    QJsonValue value = root;
    for (const QString &part : jsonPointerParts(pointer)) {
        if (value.isObject()) {
            value = value.toObject().value(part);
        } else if (value.isArray()) {
            bool ok = false;
            const qsizetype index = part.toLongLong(&ok);
            const QJsonArray array = value.toArray();
            value = ok && index >= 0 && index < array.size() ? array.at(index)
                                                             : QJsonValue(QJsonValue::Undefined);
        } else {
            return QJsonValue(QJsonValue::Undefined);
        }
    }
    return value;
}

QJsonValue withValueAt(const QJsonValue &root, const QString &pointer, const QJsonValue &value)
{
    return replaced(root, jsonPointerParts(pointer), 0, value);
}

} // namespace peregrine
