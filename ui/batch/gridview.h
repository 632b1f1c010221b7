#pragma once

#include <QTableView>

namespace peregrine {

class BatchGridModel;

/// The grid of a batch: cells in any size, labels at the edges, arrows to move, Enter to open, Ctrl
/// with the wheel to zoom. Keeps the cells of a plan with one axis in lines as wide as itself.
class GridView : public QTableView
{
    Q_OBJECT

public:
    static constexpr int leastEdge = 72;
    static constexpr int mostEdge = 420;

    /// The model must outlive it.
    explicit GridView(BatchGridModel &model, QWidget *parent = nullptr);

    /// The longer edge of a cell, in device independent pixels.
    [[nodiscard]] int edge() const { return m_edge; }
    void setEdge(int edge);
    /// The whole grid into the window, as far as cells stay large enough.
    void fit();

Q_SIGNALS:
    void edgeChanged(int edge);
    void currentCellChanged();

protected:
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void currentChanged(const QModelIndex &current, const QModelIndex &previous) override;

private:
    /// A cell of this edge, in the shape of the results.
    [[nodiscard]] QSize cellFor(int edge) const;
    void layOut();

    BatchGridModel &m_grid;
    int m_edge = 180;
    bool m_isLayingOut = false;
};

} // namespace peregrine
