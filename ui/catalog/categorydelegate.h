#pragma once

#include <QStyledItemDelegate>

namespace peregrine {

/// Draws a category: its name, and at the right how many models are in it.
class CategoryDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    static constexpr int countRole = Qt::UserRole + 1; ///< int

    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

} // namespace peregrine
