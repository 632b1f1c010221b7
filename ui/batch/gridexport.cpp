#include "ui/batch/gridexport.h"

#include "ui/batch/batchgridmodel.h"

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

GridPicture::Cell drawnCell(const GridCell &cell)
{
    GridPicture::Cell drawn;
    drawn.words = cellWords(cell.state);
    drawn.label = cell.label;
    if (cell.asset) {
        drawn.path = cell.asset->path;
        drawn.kind = cell.asset->kind;
    }
    return drawn;
}

QStringList labelsOf(const VariationAxis &axis)
{
    QStringList labels;
    for (const VariationStop &stop : axis.stops)
        labels.append(stop.label);
    return labels;
}

/// The next combination of page stops, the last axis fastest; false behind the last one.
bool turn(GridArrangement &arrangement, const VariationPlan &plan)
{
    const QList<int> axes = arrangement.pageAxes(plan);
    for (auto axis = axes.crbegin(); axis != axes.crend(); ++axis) {
        if (++arrangement.page[*axis] < plan.axes.at(*axis).stops.size())
            return true;
        arrangement.page[*axis] = 0;
    }
    return false;
}

} // namespace

GridPicture gridPictureOf(const BatchGridModel &model, const QFont &font, const QPalette &palette)
{
    const VariationPlan &plan = model.batch().plan;
    GridPicture picture;
    picture.title = model.batch().title;
    picture.font = font;
    picture.palette = palette;
    picture.shape = model.shape();
    GridArrangement arrangement = model.arrangement();
    arrangement.page.fill(0);
    if (arrangement.isWrapped()) {
        arrangement.wrap = static_cast<int>(std::ceil(std::sqrt(double(plan.count()))));
    } else {
        picture.columnLabels = labelsOf(plan.axes.at(arrangement.across));
        picture.rowLabels = labelsOf(plan.axes.at(arrangement.down));
    }
    picture.columns = arrangement.columnCount(plan);
    do {
        GridPicture::Page page;
        page.title = arrangement.isWrapped() ? QString() : arrangement.pageWords(plan);
        for (int row = 0; row < arrangement.rowCount(plan); ++row) {
            for (int column = 0; column < picture.columns; ++column) {
                const QList<int> place = arrangement.placeAt(plan, row, column);
                if (!plan.has(place))
                    continue;
                page.cells.append(drawnCell(model.cell(place)));
            }
        }
        picture.pages.append(page);
    } while (!arrangement.isWrapped() && turn(arrangement, plan));
    return picture;
}

} // namespace peregrine
