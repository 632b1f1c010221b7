#include "core/jobs/logprogress.h"

#include <QRegularExpression>

#include <algorithm>

namespace peregrine {

std::optional<double> progressOfLogMessage(const QString &message)
{
    // Only the head of a line is searched: a line may be long and hostile.
    const QString head = message.left(400);
    static const QRegularExpression steps(
        QStringLiteral("(?:^|[^0-9./:-])([0-9]{1,6}) ?(?:/|of) ?([0-9]{1,6})(?![0-9./:-])"));
    if (const auto match = steps.match(head); match.hasMatch()) {
        const double done = match.captured(1).toDouble();
        const double total = match.captured(2).toDouble();
        if (total > 0 && done <= total)
            return done / total;
    }
    static const QRegularExpression percent(
        QStringLiteral("(?:^|[^0-9.])([0-9]{1,3}(?:\\.[0-9]+)?) ?%"));
    if (const auto match = percent.match(head); match.hasMatch()) {
        const double value = match.captured(1).toDouble();
        if (value <= 100)
            return value / 100;
    }
    return std::nullopt;
}

} // namespace peregrine
