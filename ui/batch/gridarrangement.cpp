#include "ui/batch/gridarrangement.h"

#include <QCoreApplication>

#include <algorithm>
#include <numeric>

namespace peregrine {

GridArrangement GridArrangement::of(const VariationPlan &plan)
{
    GridArrangement arrangement;
    arrangement.page.resize(plan.axes.size(), 0);
    QList<int> axes(plan.axes.size());
    std::iota(axes.begin(), axes.end(), 0);
    std::stable_sort(axes.begin(), axes.end(), [&plan](int a, int b) {
        return plan.axes.at(a).stops.size() > plan.axes.at(b).stops.size();
    });
    if (axes.size() == 1)
        arrangement.across = axes.constFirst();
    if (axes.size() < 2)
        return arrangement;
    arrangement.down = axes.at(0);
    arrangement.across = axes.at(1);
    return arrangement;
}

int GridArrangement::columnCount(const VariationPlan &plan) const
{
    if (across < 0)
        return 1;
    const int stops = static_cast<int>(plan.axes.at(across).stops.size());
    return isWrapped() ? std::clamp(wrap, 1, stops) : stops;
}

int GridArrangement::rowCount(const VariationPlan &plan) const
{
    if (across < 0)
        return 1;
    if (!isWrapped())
        return static_cast<int>(plan.axes.at(down).stops.size());
    const int stops = static_cast<int>(plan.axes.at(across).stops.size());
    const int columns = columnCount(plan);
    return (stops + columns - 1) / columns;
}

QList<int> GridArrangement::placeAt(const VariationPlan &plan, int row, int column) const
{
    if (across < 0)
        return {};
    QList<int> place = page;
    if (isWrapped()) {
        const int stop = row * columnCount(plan) + column;
        if (stop >= plan.axes.at(across).stops.size())
            return {};
        place[across] = stop;
    } else {
        place[across] = column;
        place[down] = row;
    }
    return place;
}

QList<int> GridArrangement::pageAxes(const VariationPlan &plan) const
{
    QList<int> axes;
    for (int axis = 0; axis < plan.axes.size(); ++axis) {
        if (axis != across && axis != down)
            axes.append(axis);
    }
    return axes;
}

QString GridArrangement::pageWords(const VariationPlan &plan) const
{
    QStringList words;
    const QList<int> axes = pageAxes(plan);
    for (const int axis : axes) {
        const VariationAxis &at = plan.axes.at(axis);
        //: a varied field and its value
        words.append(QCoreApplication::translate("peregrine::GridArrangement", "%1 %2")
                         .arg(at.title, at.stops.at(page.at(axis)).label));
    }
    return words.join(QStringLiteral(" · "));
}

} // namespace peregrine
