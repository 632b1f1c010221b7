#include "core/http/byterange.h"

#include <algorithm>

namespace peregrine {

ByteRange ByteRange::parse(const QByteArray &header, qint64 bodySize)
{
    const ByteRange whole{Kind::Whole, 0, bodySize};
    const QByteArray text = header.trimmed();
    if (!text.startsWith("bytes=") || text.contains(','))
        return whole;
    const QByteArray range = text.mid(6).trimmed();
    const qsizetype dash = range.indexOf('-');
    if (dash < 0)
        return whole;

    const auto number = [](const QByteArray &digits) -> std::optional<qint64> {
        const bool plain = !digits.isEmpty()
            && std::all_of(digits.cbegin(), digits.cend(),
                           [](char c) { return c >= '0' && c <= '9'; });
        bool ok = false;
        const qint64 value = plain ? digits.toLongLong(&ok) : 0;
        return ok ? std::optional(value) : std::nullopt;
    };
    const QByteArray firstText = range.left(dash).trimmed();
    const QByteArray lastText = range.mid(dash + 1).trimmed();
    const std::optional<qint64> first = number(firstText);
    const std::optional<qint64> last = number(lastText);
    if ((!first && !firstText.isEmpty()) || (!last && !lastText.isEmpty()) || (!first && !last))
        return whole;

    if (!first) {
        const qint64 size = std::min(*last, bodySize);
        if (size == 0)
            return {Kind::Unsatisfiable, 0, 0};
        return {Kind::Part, bodySize - size, size};
    }
    if (last && *last < *first)
        return whole;
    if (*first >= bodySize)
        return {Kind::Unsatisfiable, 0, 0};
    const qint64 end = last ? std::min(*last, bodySize - 1) : bodySize - 1;
    return {Kind::Part, *first, end - *first + 1};
}

} // namespace peregrine
