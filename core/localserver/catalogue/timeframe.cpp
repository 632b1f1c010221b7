#include "core/localserver/catalogue/timeframe.h"

#include <array>
#include <utility>

namespace peregrine::localserver {

namespace {

constexpr std::array<std::pair<const char *, Timeframe::Unit>, 5> names{{
    {"minute", Timeframe::Unit::Minute},
    {"hour", Timeframe::Unit::Hour},
    {"day", Timeframe::Unit::Day},
    {"week", Timeframe::Unit::Week},
    {"month", Timeframe::Unit::Month},
}};

} // namespace

Timeframe::Timeframe(Unit unit, const QTimeZone &zone)
    : m_unit(unit)
    , m_zone(zone)
{ }

std::optional<Timeframe::Unit> Timeframe::unitOf(const QString &name)
{
    for (const auto &[text, unit] : names) {
        if (name == QLatin1String(text))
            return unit;
    }
    return std::nullopt;
}

QDateTime Timeframe::beginOf(const QDateTime &time) const
{
    const QDateTime local = time.toTimeZone(m_zone);
    const QDate day = local.date();
    switch (m_unit) {
    case Unit::Minute:
        return local.addMSecs(-(local.time().msecsSinceStartOfDay() % 60'000));
    case Unit::Hour:
        return local.addMSecs(-(local.time().msecsSinceStartOfDay() % 3'600'000));
    case Unit::Day:
        return day.startOfDay(m_zone);
    case Unit::Week:
        return day.addDays(1 - day.dayOfWeek()).startOfDay(m_zone);
    case Unit::Month:
        break;
    }
    return QDate(day.year(), day.month(), 1).startOfDay(m_zone);
}

QDateTime Timeframe::endOf(const QDateTime &time) const
{
    const QDateTime begin = beginOf(time);
    switch (m_unit) {
    case Unit::Minute:
        return begin.addSecs(60);
    case Unit::Hour:
        return begin.addSecs(3'600);
    case Unit::Day:
        return begin.date().addDays(1).startOfDay(m_zone);
    case Unit::Week:
        return begin.date().addDays(7).startOfDay(m_zone);
    case Unit::Month:
        break;
    }
    return begin.date().addMonths(1).startOfDay(m_zone);
}

} // namespace peregrine::localserver
