#include "ui/batch/gridview.h"

#include "ui/batch/batchgridmodel.h"
#include "ui/batch/griddelegate.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QScrollBar>
#include <QWheelEvent>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int labelWidth = 140;
constexpr double zoomStep = 1.15;

} // namespace

GridView::GridView(BatchGridModel &model, QWidget *parent)
    : QTableView(parent)
    , m_grid(model)
{
    setObjectName(QStringLiteral("batchGrid"));
    setAccessibleName(tr("Results of the batch"));
    setModel(&model);
    setItemDelegate(new GridDelegate(this));
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setCornerButtonEnabled(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    for (QHeaderView *header : {horizontalHeader(), verticalHeader()}) {
        header->setSectionResizeMode(QHeaderView::Fixed);
        header->setMinimumSectionSize(leastEdge / 2);
        header->setHighlightSections(false);
        header->setTextElideMode(Qt::ElideMiddle);
        header->setSectionsClickable(false);
    }
    horizontalHeader()->setDefaultAlignment(Qt::AlignCenter);
    verticalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    // The pictures are the figure; the ground is the window's.
    viewport()->setBackgroundRole(QPalette::Window);
    connect(&model, &QAbstractItemModel::modelReset, this, &GridView::layOut);
    connect(&model, &BatchGridModel::shapeChanged, this, &GridView::layOut);
    layOut();
}

void GridView::setEdge(int edge)
{
    const int within = std::clamp(edge, leastEdge, mostEdge);
    if (within == m_edge)
        return;
    const QModelIndex held = currentIndex();
    m_edge = within;
    layOut();
    if (held.isValid())
        scrollTo(held);
    Q_EMIT edgeChanged(m_edge);
}

QSize GridView::cellFor(int edge) const
{
    const QSize cell = m_grid.shape().scaled(edge, edge, Qt::KeepAspectRatio);
    const int label =
        m_grid.arrangement().isWrapped() ? GridDelegate::labelHeight(fontMetrics()) : 0;
    // Words fit into the flattest ones.
    return {std::max(cell.width(), leastEdge), std::max(cell.height(), leastEdge) + label};
}

void GridView::fit()
{
    const auto count = static_cast<int>(m_grid.batch().plan.count());
    const bool isWrapped = m_grid.arrangement().isWrapped();
    const QSize room = viewport()->size();
    int best = leastEdge;
    for (int edge = leastEdge; edge <= mostEdge; edge += 4) {
        const QSize cell = cellFor(edge);
        const int columns = isWrapped ? std::max(1, room.width() / cell.width())
                                      : std::max(1, m_grid.columnCount());
        const int rows =
            isWrapped ? (count + columns - 1) / columns : std::max(1, m_grid.rowCount());
        if (rows * cell.height() <= room.height() && columns * cell.width() <= room.width())
            best = edge;
    }
    setEdge(best);
}

void GridView::layOut()
{
    if (m_isLayingOut)
        return;
    m_isLayingOut = true;
    GridArrangement arrangement = m_grid.arrangement();
    const bool isWrapped = arrangement.isWrapped();
    if (isWrapped) {
        const QPersistentModelIndex held = currentIndex();
        const int columns = std::max(1, m_grid.columnCount());
        const int stop = held.isValid() ? held.row() * columns + held.column() : -1;
        arrangement.wrap = std::max(1, viewport()->width() / cellFor(m_edge).width());
        m_grid.setArrangement(arrangement);
        const int now = std::max(1, m_grid.columnCount());
        if (stop >= 0 && !currentIndex().isValid())
            setCurrentIndex(m_grid.index(stop / now, stop % now));
    }
    horizontalHeader()->setVisible(!isWrapped);
    verticalHeader()->setVisible(!isWrapped);
    verticalHeader()->setFixedWidth(std::min(labelWidth, verticalHeader()->sizeHint().width()));
    horizontalHeader()->setDefaultSectionSize(cellFor(m_edge).width());
    verticalHeader()->setDefaultSectionSize(cellFor(m_edge).height());
    m_isLayingOut = false;
}

void GridView::wheelEvent(QWheelEvent *event)
{
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        QTableView::wheelEvent(event);
        return;
    }
    const double factor = event->angleDelta().y() > 0 ? zoomStep : 1 / zoomStep;
    setEdge(static_cast<int>(m_edge * factor));
    event->accept();
}

void GridView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    if (m_grid.arrangement().isWrapped())
        layOut();
}

void GridView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers() == Qt::NoModifier && currentIndex().isValid())
        Q_EMIT activated(currentIndex());
    else
        QTableView::keyPressEvent(event);
}

void GridView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QTableView::currentChanged(current, previous);
    Q_EMIT currentCellChanged();
}

} // namespace peregrine
