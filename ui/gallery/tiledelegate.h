#pragma once

#include <QStyledItemDelegate>

namespace peregrine {

/// Draws one result as a tile: its thumbnail whole on a quiet ground, a badge for what is no still
/// picture, a ring when chosen. Reads no file.
class TileDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    /// Edge of a tile, in device independent pixels.
    void setTileEdge(int edge) { m_edge = edge; }
    [[nodiscard]] int tileEdge() const { return m_edge; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    int m_edge = 180;
};

} // namespace peregrine
