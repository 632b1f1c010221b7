#pragma once

#include <QListView>

namespace peregrine {

class TileDelegate;

/// The grid of tiles: columns share the width, several can be chosen by rubber band and keyboard,
/// and the originals can be dragged out. Enter opens (activated()), Space asks for a look.
class GalleryGrid : public QListView
{
    Q_OBJECT

public:
    static constexpr int minEdge = 96;
    static constexpr int maxEdge = 320;

    explicit GalleryGrid(QWidget *parent = nullptr);

    /// Wished width of a tile; columns are made so that they fill the grid.
    void setTileEdge(int edge);
    [[nodiscard]] int tileEdge() const { return m_wishedEdge; }
    /// The first row that is seen; invalid when there is none.
    [[nodiscard]] QModelIndex firstVisible() const;

Q_SIGNALS:
    void previewRequested(const QModelIndex &index);
    /// First visible row or current row may be another now.
    void scrolled();

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void startDrag(Qt::DropActions supportedActions) override;

private:
    void layoutColumns();

    TileDelegate *m_delegate;
    int m_wishedEdge = 184;
};

} // namespace peregrine
