#pragma once

#include <QDateTime>
#include <QString>
#include <QTimeZone>

#include <optional>

namespace peregrine::localserver {

/// The length of the buckets that usage is counted in. Days, weeks (from Monday) and months are
/// those of a time zone.
class Timeframe
{
public:
    enum class Unit { Minute, Hour, Day, Week, Month };

    Timeframe(Unit unit, const QTimeZone &zone);

    /// "minute", "hour", "day", "week" or "month".
    [[nodiscard]] static std::optional<Unit> unitOf(const QString &name);

    /// When the bucket of a time begins, in the zone.
    [[nodiscard]] QDateTime beginOf(const QDateTime &time) const;
    /// When the one after it begins.
    [[nodiscard]] QDateTime endOf(const QDateTime &time) const;

private:
    Unit m_unit;
    QTimeZone m_zone;
};

} // namespace peregrine::localserver
