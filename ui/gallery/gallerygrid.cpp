#include "ui/gallery/gallerygrid.h"

#include "ui/gallery/tiledelegate.h"
#include "ui/theme/theme.h"

#include <QDrag>
#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QWheelEvent>

namespace peregrine {

GalleryGrid::GalleryGrid(QWidget *parent)
    : QListView(parent)
    , m_delegate(new TileDelegate(this))
{
    setItemDelegate(m_delegate);
    setViewMode(QListView::IconMode);
    setMovement(QListView::Static);
    setResizeMode(QListView::Adjust);
    setUniformItemSizes(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setSelectionRectVisible(true);
    setDragEnabled(true);
    setDragDropMode(QAbstractItemView::DragOnly);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // Otherwise tiles jump when the bar comes with the second page.
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    setFrameShape(QFrame::NoFrame);
    setMouseTracking(true);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setTextElideMode(Qt::ElideRight);
    setAccessibleName(tr("Results"));
}

void GalleryGrid::setTileEdge(int edge)
{
    m_wishedEdge = qBound(minEdge, edge, maxEdge);
    layoutColumns();
}

void GalleryGrid::layoutColumns()
{
    const int width = viewport()->width() - 1;
    const int columns = qMax(1, width / m_wishedEdge);
    const int edge = qMax(minEdge / 2, width / columns);
    if (edge == m_delegate->tileEdge() && gridSize().width() == edge)
        return;
    // At the top it stays there: new results come in at the top.
    const QModelIndex anchor = verticalScrollBar()->value() > 0 ? firstVisible() : QModelIndex();
    m_delegate->setTileEdge(edge);
    setGridSize({edge, edge});
    verticalScrollBar()->setSingleStep(qMax(20, edge / 3));
    if (anchor.isValid())
        scrollTo(anchor, QAbstractItemView::PositionAtTop);
}

QModelIndex GalleryGrid::firstVisible() const
{
    // The very corner may be the gap between tiles.
    const int inside = m_delegate->tileEdge() / 3;
    return indexAt({inside, inside});
}

void GalleryGrid::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space && event->modifiers() == Qt::NoModifier
        && currentIndex().isValid()) {
        Q_EMIT previewRequested(currentIndex());
        return;
    }
    QListView::keyPressEvent(event);
}

void GalleryGrid::wheelEvent(QWheelEvent *event)
{
    // Ctrl and the wheel change the size of tiles, as they zoom pictures.
    if (event->modifiers().testFlag(Qt::ControlModifier)) {
        setTileEdge(m_wishedEdge + (event->angleDelta().y() > 0 ? 24 : -24));
        Q_EMIT scrolled();
        event->accept();
        return;
    }
    QListView::wheelEvent(event);
}

void GalleryGrid::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    layoutColumns();
    Q_EMIT scrolled();
}

void GalleryGrid::scrollContentsBy(int dx, int dy)
{
    QListView::scrollContentsBy(dx, dy);
    Q_EMIT scrolled();
}

void GalleryGrid::startDrag(Qt::DropActions supportedActions)
{
    const QModelIndexList chosen = selectedIndexes();
    if (chosen.isEmpty())
        return;
    auto *drag = new QDrag(this);
    drag->setMimeData(model()->mimeData(chosen));
    constexpr int dragEdge = 96;
    const auto picture = chosen.constFirst().data(Qt::DecorationRole).value<QPixmap>();
    if (!picture.isNull())
        drag->setPixmap(
            picture.scaled(dragEdge, dragEdge, Qt::KeepAspectRatio, Qt::SmoothTransformation));
    drag->exec(supportedActions, Qt::CopyAction);
}

} // namespace peregrine
