#include "core/localserver/storage/fileurls.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

namespace peregrine::localserver {

namespace {

/// Whether a text is the address of one of our files and nothing else; outputs may hold it in a
/// File, as a plain text or in a list.
bool isFilePath(const QString &text)
{
    constexpr qsizetype longest = 1'024;
    return text.size() <= longest && text.startsWith(QLatin1String("/v3.fal.media/files/"))
        && std::none_of(text.cbegin(), text.cend(), [](QChar c) { return c.isSpace(); });
}

} // namespace

QString serverBase(const HttpRequest &request)
{
    // The HTTP server has checked that Host is an address of its own.
    return QLatin1String("http://") + QString::fromLatin1(request.header("host"));
}

QJsonValue withFileUrls(const QJsonValue &output, const QString &base)
{
    if (output.isString() && isFilePath(output.toString()))
        return base + output.toString();
    if (output.isArray()) {
        QJsonArray array = output.toArray();
        for (qsizetype i = 0; i < array.size(); ++i)
            array[i] = withFileUrls(array.at(i), base);
        return array;
    }
    if (!output.isObject())
        return output;
    QJsonObject object = output.toObject();
    const QStringList names = object.keys();
    for (const QString &name : names)
        object.insert(name, withFileUrls(object.value(name), base));
    return object;
}

QStringList filePathsIn(const QJsonValue &output)
{
    QStringList paths;
    if (output.isString() && isFilePath(output.toString()))
        return {output.toString()};
    const QJsonArray array = output.toArray();
    for (const QJsonValue &value : array)
        paths += filePathsIn(value);
    const QJsonObject object = output.toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it)
        paths += filePathsIn(it.value());
    return paths;
}

} // namespace peregrine::localserver
