#include "core/code/importwords.h"

#include "core/base/json.h"

#include <QJsonArray>
#include <QJsonObject>

namespace peregrine {

using namespace Qt::StringLiterals;

QString pathWords(const QString &pointer)
{
    QString words;
    for (const QString &part : jsonPointerParts(pointer)) {
        bool isIndex = false;
        static_cast<void>(part.toUInt(&isIndex));
        if (isIndex && !words.isEmpty())
            words += u'[' + part + u']';
        else
            words += words.isEmpty() ? part : u'.' + part;
    }
    return words;
}

QStringList unusedExpressions(const QList<LiteralReader::Unread> &unread, const QString &below)
{
    QStringList lines;
    for (const LiteralReader::Unread &entry : unread) {
        if (!entry.pointer.startsWith(below))
            continue;
        const QString path = pathWords(entry.pointer.mid(below.size()));
        lines.append(path.isEmpty() || entry.expression.startsWith(path)
                         ? entry.expression
                         : path + u": "_s + entry.expression);
    }
    return lines;
}

QJsonValue withoutTexts(const QJsonValue &value, const QString &pointer, QStringList &unused,
                        const std::function<bool(const QString &)> &drop)
{
    if (value.isString() && drop(value.toString())) {
        unused.append(pathWords(pointer) + u": "_s + value.toString());
        return QJsonValue::Undefined;
    }
    if (value.isArray()) {
        QJsonArray kept;
        const QJsonArray entries = value.toArray();
        for (qsizetype i = 0; i < entries.size(); ++i) {
            const QJsonValue entry =
                withoutTexts(entries.at(i), pointer + u'/' + QString::number(i), unused, drop);
            if (!entry.isUndefined())
                kept.append(entry);
        }
        return kept;
    }
    if (value.isObject()) {
        QJsonObject kept;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QJsonValue member =
                withoutTexts(it.value(), pointer + jsonPointer({it.key()}), unused, drop);
            if (!member.isUndefined())
                kept.insert(it.key(), member);
        }
        return kept;
    }
    return value;
}

} // namespace peregrine
