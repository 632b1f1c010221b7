#include "core/library/queryrange.h"

#include <QDateTime>
#include <QRegularExpression>

#include <cmath>
#include <limits>

namespace peregrine {

namespace {

constexpr double maxNumber = 9.0e18;

QueryRange exactly(qint64 value)
{
    return {value, value};
}

std::optional<QueryRange> fromDouble(double value)
{
    if (!std::isfinite(value) || std::abs(value) > maxNumber)
        return std::nullopt;
    return exactly(static_cast<qint64>(std::llround(value)));
}

/// From the start of one day to the end of another.
std::optional<QueryRange> days(const QDate &first, const QDate &last)
{
    if (!first.isValid() || !last.isValid())
        return std::nullopt;
    return QueryRange{first.startOfDay().toMSecsSinceEpoch(), last.endOfDay().toMSecsSinceEpoch()};
}

std::optional<QueryRange> lately(const QString &text, const QDate &today)
{
    static const QRegularExpression pattern(QStringLiteral("^(\\d{1,4})([dwmy])$"));
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const int count = match.captured(1).toInt();
    switch (match.captured(2).at(0).unicode()) {
    case u'd':
        return days(today.addDays(1 - count), today);
    case u'w':
        return days(today.addDays(1 - 7 * count), today);
    case u'm':
        return days(today.addMonths(-count).addDays(1), today);
    default:
        return days(today.addYears(-count).addDays(1), today);
    }
}

} // namespace

std::optional<QueryRange> readQueryRange(const QString &text, const QueryNumber &number)
{
    const auto after = [&text, &number](qsizetype length) {
        return number(text.mid(length).trimmed());
    };
    if (text.startsWith(QLatin1String(">="))) {
        const auto value = after(2);
        return value ? std::optional(QueryRange{value->least, {}}) : std::nullopt;
    }
    if (text.startsWith(QLatin1String("<="))) {
        const auto value = after(2);
        return value ? std::optional(QueryRange{{}, value->most}) : std::nullopt;
    }
    if (text.startsWith(u'>')) {
        const auto value = after(1);
        return value && value->most && *value->most < std::numeric_limits<qint64>::max()
            ? std::optional(QueryRange{*value->most + 1, {}})
            : std::nullopt;
    }
    if (text.startsWith(u'<')) {
        const auto value = after(1);
        return value && value->least && *value->least > std::numeric_limits<qint64>::min()
            ? std::optional(QueryRange{{}, *value->least - 1})
            : std::nullopt;
    }
    if (text.startsWith(u'='))
        return after(1);
    const qsizetype dots = text.indexOf(QLatin1String(".."));
    if (dots < 0)
        return number(text.trimmed());
    const QString low = text.left(dots).trimmed();
    const QString high = text.mid(dots + 2).trimmed();
    const auto from = number(low);
    const auto to = number(high);
    if ((!from && !low.isEmpty()) || (!to && !high.isEmpty()) || (low.isEmpty() && high.isEmpty()))
        return std::nullopt;
    QueryRange range;
    if (from)
        range.least = from->least;
    if (to)
        range.most = to->most;
    return range;
}

std::optional<QueryRange> readWholeNumber(const QString &text)
{
    bool isNumber = false;
    const qint64 value = text.toLongLong(&isNumber);
    return isNumber ? std::optional(exactly(value)) : std::nullopt;
}

std::optional<QueryRange> readBytes(const QString &text)
{
    static const QRegularExpression pattern(
        QStringLiteral("^([0-9]+(?:[.][0-9]+)?)\\s*(?:([kmgt]?)(i?)b?)$"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = pattern.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const double step = match.captured(3).isEmpty() ? 1000 : 1024;
    const qsizetype power = match.captured(2).isEmpty()
        ? 0
        : QStringLiteral("kmgt").indexOf(match.captured(2), 0, Qt::CaseInsensitive) + 1;
    return fromDouble(match.captured(1).toDouble() * std::pow(step, double(power)));
}

std::optional<QueryRange> readSeconds(const QString &text)
{
    static const QRegularExpression clock(
        QStringLiteral("^(?:(\\d+):)?(\\d+):(\\d+(?:[.]\\d+)?)$"));
    static const QRegularExpression units(
        QStringLiteral("^(?:(\\d+(?:[.]\\d+)?)h)?(?:(\\d+(?:[.]\\d+)?)m)?"
                       "(?:(\\d+(?:[.]\\d+)?)s?)?$"));
    auto match = clock.match(text);
    if (!match.hasMatch() && !text.isEmpty())
        match = units.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const double seconds = match.captured(1).toDouble() * 3600 + match.captured(2).toDouble() * 60
        + match.captured(3).toDouble();
    return fromDouble(seconds * 1000);
}

std::optional<QueryRange> readDay(const QString &text, const QDate &today)
{
    const QString word = text.toLower();
    if (word == QLatin1String("today"))
        return days(today, today);
    if (word == QLatin1String("yesterday"))
        return days(today.addDays(-1), today.addDays(-1));
    if (const auto range = lately(word, today))
        return range;
    static const QRegularExpression pattern(
        QStringLiteral("^(\\d{4})(?:-(\\d{1,2})(?:-(\\d{1,2}))?)?$"));
    const auto match = pattern.match(word);
    if (!match.hasMatch())
        return std::nullopt;
    const int year = match.captured(1).toInt();
    const bool hasMonth = !match.captured(2).isEmpty();
    const bool hasDay = !match.captured(3).isEmpty();
    const QDate first(year, hasMonth ? match.captured(2).toInt() : 1,
                      hasDay ? match.captured(3).toInt() : 1);
    if (hasDay || !first.isValid())
        return days(first, first);
    return days(first, (hasMonth ? first.addMonths(1) : first.addYears(1)).addDays(-1));
}

} // namespace peregrine
