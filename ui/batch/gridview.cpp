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
    connect(&model, &QAbstractItemModel::modelReset, this, &GridView::layOut);
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

void GridView::fit()
{
    const GridArrangement &arrangement = m_grid.arrangement();
    if (arrangement.isWrapped()) {
        // The largest cells with which all lines are in the window.
        const auto count = static_cast<int>(m_grid.batch().plan.count());
        const QSize room = viewport()->size();
        int best = leastEdge;
        for (int edge = leastEdge; edge <= mostEdge; edge += 4) {
            const int columns = std::max(1, room.width() / edge);
            const int rows = (count + columns - 1) / columns;
            const int height = rows * (edge + GridDelegate::labelHeight(fontMetrics()));
            if (height <= room.height() && edge <= room.width())
                best = edge;
        }
        setEdge(best);
        return;
    }
    const int columns = std::max(1, m_grid.columnCount());
    const int rows = std::max(1, m_grid.rowCount());
    setEdge(std::min(viewport()->width() / columns, viewport()->height() / rows));
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
        arrangement.wrap = std::max(1, viewport()->width() / m_edge);
        m_grid.setArrangement(arrangement);
        const int now = std::max(1, m_grid.columnCount());
        if (stop >= 0 && !currentIndex().isValid())
            setCurrentIndex(m_grid.index(stop / now, stop % now));
    }
    horizontalHeader()->setVisible(!isWrapped);
    verticalHeader()->setVisible(!isWrapped);
    verticalHeader()->setFixedWidth(std::min(labelWidth, verticalHeader()->sizeHint().width()));
    horizontalHeader()->setDefaultSectionSize(m_edge);
    verticalHeader()->setDefaultSectionSize(
        m_edge + (isWrapped ? GridDelegate::labelHeight(fontMetrics()) : 0));
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
