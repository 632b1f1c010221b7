#pragma once

#include "ui/queue/queuefilter.h"
#include "ui/queue/queueprogress.h"

#include <QStyledItemDelegate>

namespace peregrine {

/// A job as a row: picture or state icon, title, what it is doing, progress where there is a basis
/// for it; the head of a batch with the share of its jobs in each state.
class QueueDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option,
                                 const QModelIndex &index) const override;

private:
    void paintJob(QPainter *painter, const QStyleOptionViewItem &option,
                  const QModelIndex &index) const;
    void paintHead(QPainter *painter, const QStyleOptionViewItem &option,
                   const QModelIndex &index) const;
};

} // namespace peregrine
