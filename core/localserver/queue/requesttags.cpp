#include "core/localserver/queue/requesttags.h"

#include <algorithm>

namespace peregrine::localserver {

namespace {

constexpr qsizetype maximumBytes = 1'024;
constexpr qsizetype maximumTags = 10;
constexpr qsizetype maximumName = 64;
constexpr qsizetype maximumValue = 256;

bool isName(const QByteArray &name)
{
    const auto fits = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    };
    return !name.isEmpty() && name.size() <= maximumName
        && std::all_of(name.cbegin(), name.cend(), fits);
}

bool isValue(const QByteArray &value)
{
    return value.size() <= maximumValue
        && std::all_of(value.cbegin(), value.cend(), [](char c) { return c >= ' ' && c <= '~'; });
}

} // namespace

Expected<QJsonObject, QString> parseTags(const QByteArray &header)
{
    QJsonObject tags;
    if (header.trimmed().isEmpty())
        return tags;
    const QList<QByteArray> pairs = header.split(',');
    if (header.size() > maximumBytes || pairs.size() > maximumTags) {
        return Unexpected{QStringLiteral("X-Fal-Tags may hold %1 tags and %2 bytes.")
                              .arg(maximumTags)
                              .arg(maximumBytes)};
    }
    for (const QByteArray &pair : pairs) {
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = pair.left(std::max<qsizetype>(0, equals)).trimmed().toLower();
        const QByteArray value = pair.mid(equals + 1).trimmed();
        if (!isName(name) || !isValue(value)) {
            return Unexpected{
                QStringLiteral("X-Fal-Tags must be name=value pairs; names are made of letters, "
                               "digits, dots, dashes and underscores.")};
        }
        if (name.startsWith("fal.")) {
            return Unexpected{
                QStringLiteral("The names of tags that begin with fal. are reserved.")};
        }
        tags.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    }
    return tags;
}

} // namespace peregrine::localserver
