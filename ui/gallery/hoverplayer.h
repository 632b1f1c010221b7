#pragma once

#include <QObject>
#include <QPersistentModelIndex>
#include <QPointer>
#include <QTimer>

class QAbstractItemView;
class QMediaPlayer;

namespace peregrine {

class VideoSurface;

/// Plays the video under the mouse in its tile, silent and again and again, after the mouse has
/// rested there for a moment. One at a time; it stops when the mouse leaves, the view scrolls or
/// its rows change. A video that cannot be played keeps its thumbnail.
class HoverPlayer : public QObject
{
    Q_OBJECT

public:
    /// Belongs to the view, whose rows have GalleryModel::AssetRole.
    explicit HoverPlayer(QAbstractItemView *view);

    void stop();
    /// A frame is on the screen.
    [[nodiscard]] bool isPlaying() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void hover(const QModelIndex &index);
    void start();

    QAbstractItemView *m_view;
    QTimer m_rest;
    QPersistentModelIndex m_index;
    /// Belongs to the viewport.
    QPointer<VideoSurface> m_surface;
    /// Belongs to this.
    QMediaPlayer *m_player = nullptr;
};

} // namespace peregrine
