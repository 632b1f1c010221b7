#include "ui/queue/queuecell.h"

#include "ui/theme/theme.h"

#include <QPixmap>

#include <algorithm>

namespace peregrine {

namespace {

constexpr int iconEdge = 20;

} // namespace

void QueueCell::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->decorationSize = {iconEdge, iconEdge};
    const auto picture = index.data(Qt::DecorationRole).value<QPixmap>();
    if (picture.isNull())
        return;
    const int side = std::min(picture.width(), picture.height());
    option->icon = QIcon(
        picture.copy((picture.width() - side) / 2, (picture.height() - side) / 2, side, side));
}

void QueueCell::paint(QPainter *painter, const QStyleOptionViewItem &option,
                      const QModelIndex &index) const
{
    QStyleOptionViewItem cell(option);
    if (cell.state & QStyle::State_Selected)
        cell.palette.setColor(QPalette::Text, cell.palette.color(QPalette::HighlightedText));
    // The row has these.
    cell.state &= ~(QStyle::State_Selected | QStyle::State_HasFocus | QStyle::State_MouseOver);
    QStyledItemDelegate::paint(painter, cell, index);
}

QSize QueueCell::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(size.height(), iconEdge + theme::space2));
    return size;
}

} // namespace peregrine
