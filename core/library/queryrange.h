#pragma once

#include <QDate>
#include <QString>

#include <functional>
#include <optional>

namespace peregrine {

/// A stretch of whole numbers, both ends included; without an end it is open there.
struct QueryRange
{
    std::optional<qint64> least{};
    std::optional<qint64> most{};

    friend bool operator==(const QueryRange &, const QueryRange &) = default;
};

/// What one number of a range stands for: from where to where. "2026-11" is a month of
/// milliseconds.
using QueryNumber = std::function<std::optional<QueryRange>(const QString &)>;

/// ">=3", ">3", "<3", "<=3", "=3", "3", "3..5", "3..", "..5"; nothing when it is none of these.
[[nodiscard]] std::optional<QueryRange> readQueryRange(const QString &text,
                                                       const QueryNumber &number);

/// A whole number, with a sign.
[[nodiscard]] std::optional<QueryRange> readWholeNumber(const QString &text);
/// Bytes: "500", "20kB", "1.5 MB", "2GiB"; thousands but for the units with an i.
[[nodiscard]] std::optional<QueryRange> readBytes(const QString &text);
/// Milliseconds: "5", "2.5s", "1m30s", "1:30", "2h".
[[nodiscard]] std::optional<QueryRange> readSeconds(const QString &text);
/// From the first to the last millisecond, of this machine's time zone: "2026-11-01", "2026-11",
/// "2026", "today", "yesterday", and "7d", "2w", "3m", "1y": the time until today.
[[nodiscard]] std::optional<QueryRange> readDay(const QString &text, const QDate &today);

} // namespace peregrine
