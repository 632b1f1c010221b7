#include "ui/queue/queuetable.h"

#include "ui/queue/queuecell.h"
#include "ui/queue/queuemodel.h"
#include "ui/queue/queuetext.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

namespace peregrine {

QueueTable::QueueTable(QWidget *parent)
    : QTreeView(parent)
{
    setObjectName(QStringLiteral("queueTable"));
    setAccessibleName(tr("Jobs in columns"));
    setRootIsDecorated(false);
    setItemsExpandable(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setFrameShape(QFrame::NoFrame);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setItemDelegate(new QueueCell(this));
    viewport()->setBackgroundRole(QPalette::Window);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    header()->setContextMenuPolicy(Qt::CustomContextMenu);
    header()->setStretchLastSection(false);
    connect(header(), &QWidget::customContextMenuRequested, this, &QueueTable::showColumnMenu);
    connect(header(), &QHeaderView::sectionResized, this, &QueueTable::columnsChanged);
    connect(header(), &QHeaderView::sectionMoved, this, &QueueTable::columnsChanged);
    connect(header(), &QHeaderView::sortIndicatorChanged, this, &QueueTable::columnsChanged);
}

void QueueTable::show(QueueModel *shown)
{
    if (model() == shown)
        return;
    const QSignalBlocker quiet(this);
    if (!shown) {
        m_columns = header()->saveState();
        setSortingEnabled(false);
        setModel(nullptr);
        return;
    }
    header()->setSortIndicator(QueueModel::Created, Qt::DescendingOrder);
    setModel(shown);
    connect(shown, &QueueModel::placesChanged, viewport(), qOverload<>(&QWidget::update),
            Qt::UniqueConnection);
    applyColumns();
    setSortingEnabled(true);
}

void QueueTable::scrollTo(const QModelIndex &index, ScrollHint hint)
{
    const int place = horizontalScrollBar()->value();
    QTreeView::scrollTo(index, hint);
    horizontalScrollBar()->setValue(place);
}

void QueueTable::applyColumns()
{
    if (!m_columns.isEmpty() && header()->restoreState(m_columns)
        && header()->count() == QueueModel::ColumnCount)
        return;
    header()->moveSection(header()->visualIndex(QueueModel::State), 0);
    header()->resizeSection(QueueModel::State, 110);
    header()->resizeSection(QueueModel::Title, 220);
    header()->resizeSection(QueueModel::Model, 130);
    header()->resizeSection(QueueModel::Server, 90);
    header()->resizeSection(QueueModel::Created, 150);
    header()->resizeSection(QueueModel::Took, 80);
    header()->resizeSection(QueueModel::Cost, 80);
    header()->setSectionHidden(QueueModel::Started, true);
    header()->setSectionHidden(QueueModel::Request, true);
}

void QueueTable::drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const bool isCurrent = index.row() == currentIndex().row() && hasFocus();
    if (selectionModel()->isRowSelected(index.row(), {}) || isCurrent) {
        const QRectF row = QRectF(option.rect).adjusted(2.5, 1.5, -2.5, -1.5);
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(isCurrent ? QPen(theme::color(theme::Tone::Accent, palette()), 1.5)
                                  : QPen(Qt::NoPen));
        painter->setBrush(selectionModel()->isRowSelected(index.row(), {})
                              ? palette().brush(QPalette::Highlight)
                              : QBrush(Qt::NoBrush));
        painter->drawRoundedRect(row, theme::radiusControl, theme::radiusControl);
        painter->restore();
    }
    QTreeView::drawRow(painter, option, index);
}

QByteArray QueueTable::saveColumns() const
{
    return model() ? header()->saveState() : m_columns;
}

void QueueTable::restoreColumns(const QByteArray &state)
{
    m_columns = state;
    if (model())
        applyColumns();
}

void QueueTable::showColumnMenu(const QPoint &position)
{
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 0; column < QueueModel::ColumnCount; ++column) {
        QAction *action = menu->addAction(queuetext::columnTitle(column));
        action->setCheckable(true);
        action->setChecked(!header()->isSectionHidden(column));
        // A table without a title says nothing.
        action->setEnabled(column != QueueModel::Title);
        connect(action, &QAction::toggled, this, [this, column](bool shown) {
            header()->setSectionHidden(column, !shown);
            Q_EMIT columnsChanged();
        });
    }
    menu->popup(header()->mapToGlobal(position));
}

} // namespace peregrine
