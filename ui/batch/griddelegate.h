#pragma once

#include <QStyledItemDelegate>

namespace peregrine {

struct GridCell;

/// Draws a cell of a batch's grid: the result, or what the job is doing in colour, shape and words;
/// in layouts by lines its label beneath.
class GridDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    /// The height of the line beneath a cell that has a label of its own.
    [[nodiscard]] static int labelHeight(const QFontMetrics &metrics);

private:
    static void paintPicture(QPainter &painter, const QRect &place, const QPixmap &picture);
    static void paintState(QPainter &painter, const QRect &place, const GridCell &cell,
                           const QStyleOptionViewItem &option);
    static void paintCount(QPainter &painter, const QRect &place, const GridCell &cell,
                           const QStyleOptionViewItem &option);
};

} // namespace peregrine
