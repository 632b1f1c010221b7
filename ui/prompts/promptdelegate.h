#pragma once

#include <QStyledItemDelegate>

namespace peregrine {

/// Draws a remembered prompt: two lines of its words, and beneath them the model and the day.
class PromptDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;
};

} // namespace peregrine
