#pragma once

#include "ui/gallery/tilelayout.h"

#include <QListView>
#include <QPersistentModelIndex>
#include <QPointer>

#include <optional>

namespace peregrine {

class GalleryModel;
class StageChip;
class TileDelegate;

/// The grid of tiles, for any number of results: columns share the width, groups have headings,
/// several tiles can be chosen by rubber band, by keyboard and by a click on a heading, and the
/// originals can be dragged out. Enter opens (activated()), Space asks for a look. Its time and
/// memory go by what is seen and by the number of headings. A QListView, which screen readers know
/// how to read; layout, painting and choosing are its own.
class GalleryGrid : public QListView
{
    Q_OBJECT

public:
    static constexpr int minEdge = 96;
    static constexpr int maxEdge = 320;

    explicit GalleryGrid(QWidget *parent = nullptr);

    /// A GalleryModel; it must outlive the grid or be taken away before.
    void setModel(QAbstractItemModel *model) override;

    /// Wished width of a tile; columns are made so that they fill the grid.
    void setTileEdge(int edge);
    [[nodiscard]] int tileEdge() const { return m_wishedEdge; }
    /// Where the tiles stand now.
    [[nodiscard]] const TileLayout &tiles() const;
    /// The first row that is seen; invalid when there is none.
    [[nodiscard]] QModelIndex firstVisible() const;

    [[nodiscard]] QRect visualRect(const QModelIndex &index) const override;
    void scrollTo(const QModelIndex &index, ScrollHint hint = EnsureVisible) override;
    [[nodiscard]] QModelIndex indexAt(const QPoint &point) const override;
    /// Letters are shortcuts here, and the search field finds.
    void keyboardSearch(const QString &search) override;
    void doItemsLayout() override;
    void reset() override;
    void dataChanged(const QModelIndex &topLeft, const QModelIndex &bottomRight,
                     const QList<int> &roles = {}) override;

Q_SIGNALS:
    void previewRequested(const QModelIndex &index);
    /// First visible row or current row may be another now.
    void scrolled();

protected:
    void rowsInserted(const QModelIndex &parent, int start, int end) override;
    void rowsAboutToBeRemoved(const QModelIndex &parent, int start, int end) override;
    void updateGeometries() override;
    [[nodiscard]] QModelIndex moveCursor(CursorAction action,
                                         Qt::KeyboardModifiers modifiers) override;
    [[nodiscard]] int horizontalOffset() const override;
    [[nodiscard]] int verticalOffset() const override;
    [[nodiscard]] bool isIndexHidden(const QModelIndex &index) const override;
    void setSelection(const QRect &rect, QItemSelectionModel::SelectionFlags command) override;
    [[nodiscard]] QRegion visualRegionForSelection(const QItemSelection &selection) const override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;
    void startDrag(Qt::DropActions supportedActions) override;

private:
    void keepPlace();
    void rearrange();
    void paintHeading(QPainter *painter, int section) const;
    void paintBand(QPainter *painter);
    void chooseSection(int section, Qt::KeyboardModifiers modifiers);
    void showScrollChip();
    [[nodiscard]] QPoint toContent(const QPoint &point) const;

    QPointer<GalleryModel> m_gallery;
    TileDelegate *m_delegate;
    StageChip *m_scrollChip;
    mutable TileLayout m_tiles;
    mutable bool m_stale = true;
    int m_wishedEdge = 184;
    /// The tile that stays where it is while rows come and go, and how far it is from the top.
    QPersistentModelIndex m_anchor;
    int m_anchorTop = 0;
    /// In the content's coordinates, while the left button is down.
    std::optional<QPoint> m_pressedAt;
    QPoint m_cursorAt;
};

} // namespace peregrine
