#pragma once

#include <QTreeView>

namespace peregrine {

class QueueModel;

/// The queue in columns: sorted by a click on a title; which columns there are, their order and
/// widths are the user's.
class QueueTable : public QTreeView
{
    Q_OBJECT

public:
    explicit QueueTable(QWidget *parent = nullptr);

    /// Columns, widths, order and what is sorted by.
    [[nodiscard]] QByteArray saveColumns() const;
    /// What is not of this version changes nothing.
    void restoreColumns(const QByteArray &state);
    /// Shows the model; null: nothing.
    void show(QueueModel *model);
    /// Up and down only: which columns are in sight is the user's choice.
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;

Q_SIGNALS:
    void columnsChanged();

protected:
    void drawRow(QPainter *painter, const QStyleOptionViewItem &option,
                 const QModelIndex &index) const override;

private:
    void showColumnMenu(const QPoint &position);
    void applyColumns();

    /// As it was when there was no model, for the next one.
    QByteArray m_columns;
};

} // namespace peregrine
