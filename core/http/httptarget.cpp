#include "core/http/httptarget.h"

#include <QStringDecoder>

#include <algorithm>

namespace peregrine {

namespace {

bool isHex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

std::optional<QString> decoded(const QByteArray &text)
{
    // QByteArray::fromPercentEncoding passes a broken escape through; here it is an error.
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text.at(i) == '%'
            && (i + 2 >= text.size() || !isHex(text.at(i + 1)) || !isHex(text.at(i + 2))))
            return std::nullopt;
    }
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString result = decoder(QByteArray::fromPercentEncoding(text));
    if (decoder.hasError())
        return std::nullopt;
    return result;
}

bool isSafeSegment(const QString &segment)
{
    if (segment.isEmpty() || segment == QLatin1String(".") || segment == QLatin1String(".."))
        return false;
    return std::none_of(segment.cbegin(), segment.cend(), [](QChar c) {
        return c == u'/' || c == u'\\' || c.category() == QChar::Other_Control;
    });
}

} // namespace

std::optional<HttpTarget> HttpTarget::parse(const QByteArray &target)
{
    if (!target.startsWith('/') || target.contains('#'))
        return std::nullopt;
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = target.mid(1, mark < 0 ? -1 : mark - 1);

    HttpTarget result;
    QList<QByteArray> parts = path.split('/');
    if (parts.last().isEmpty())
        parts.removeLast();
    for (const QByteArray &part : parts) {
        const std::optional<QString> segment = decoded(part);
        if (!segment || !isSafeSegment(*segment))
            return std::nullopt;
        result.segments.append(*segment);
    }

    if (mark < 0)
        return result;
    const QList<QByteArray> pairs = target.mid(mark + 1).replace('+', ' ').split('&');
    for (const QByteArray &pair : pairs) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        const std::optional<QString> name = decoded(equals < 0 ? pair : pair.left(equals));
        const std::optional<QString> value =
            decoded(equals < 0 ? QByteArray() : pair.mid(equals + 1));
        if (!name || !value)
            return std::nullopt;
        result.query.append({*name, value->isNull() ? QLatin1String("") : *value});
    }
    return result;
}

QString HttpTarget::queryValue(const QString &name) const
{
    const auto found = std::find_if(query.cbegin(), query.cend(),
                                    [&name](const auto &pair) { return pair.first == name; });
    return found == query.cend() ? QString() : found->second;
}

QStringList HttpTarget::queryValues(const QString &name) const
{
    QStringList values;
    for (const auto &[key, value] : query) {
        if (key == name)
            values.append(value);
    }
    return values;
}

} // namespace peregrine
