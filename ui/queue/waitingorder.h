#pragma once

#include <QList>

#include <optional>

namespace peregrine {

/// Numbers for a list whose order has changed, so that as few as possible become others: given the
/// old number of each element in its new order (none: it is new), answers rising numbers.
[[nodiscard]] QList<double> risingNumbers(const QList<std::optional<double>> &old);

} // namespace peregrine
