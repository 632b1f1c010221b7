#include "ui/queue/waitingorder.h"

#include <algorithm>
#include <limits>

namespace peregrine {

namespace {

constexpr double step = 1024;
constexpr auto none = std::numeric_limits<qsizetype>::max();

/// Which elements keep their numbers: a longest run of rising ones.
QList<bool> keepers(const QList<std::optional<double>> &old)
{
    // The element that ends the best run of each length, and before each element the one that
    // precedes it in its run.
    QList<qsizetype> ends;
    QList<qsizetype> previous(old.size(), none);
    for (qsizetype i = 0; i < old.size(); ++i) {
        if (!old.at(i))
            continue;
        const auto place = std::lower_bound(
            ends.begin(), ends.end(), *old.at(i),
            [&old](qsizetype element, double number) { return *old.at(element) < number; });
        if (place != ends.begin())
            previous[i] = *(place - 1);
        if (place == ends.end())
            ends.append(i);
        else
            *place = i;
    }
    QList<bool> keeps(old.size(), false);
    for (qsizetype i = ends.isEmpty() ? none : ends.constLast(); i != none; i = previous.at(i))
        keeps[i] = true;
    return keeps;
}

} // namespace

QList<double> risingNumbers(const QList<std::optional<double>> &old)
{
    const QList<bool> keeps = keepers(old);
    QList<double> numbers(old.size());
    for (qsizetype i = 0; i < old.size();) {
        if (keeps.at(i)) {
            numbers[i] = *old.at(i);
            ++i;
            continue;
        }
        qsizetype end = i;
        while (end < old.size() && !keeps.at(end))
            ++end;
        const auto count = static_cast<double>(end - i);
        const bool hasNext = end < old.size();
        double first = 0;
        double distance = step;
        if (i > 0 && hasNext)
            distance = (*old.at(end) - numbers.at(i - 1)) / (count + 1);
        if (i > 0)
            first = numbers.at(i - 1) + distance;
        else if (hasNext)
            first = *old.at(end) - count * step;
        for (qsizetype k = i; k < end; ++k)
            numbers[k] = first + static_cast<double>(k - i) * distance;
        i = end;
    }
    // Between two neighbours there may be no number left: then all are new.
    const bool rising = std::adjacent_find(numbers.cbegin(), numbers.cend(), std::greater_equal<>())
        == numbers.cend();
    if (!rising) {
        for (qsizetype i = 0; i < numbers.size(); ++i)
            numbers[i] = static_cast<double>(i) * step;
    }
    return numbers;
}

} // namespace peregrine
