#pragma once

#include <QMimeData>
#include <QWidget>

#include <memory>

namespace peregrine::test {

/// What a Neighbour hands out.
struct NeighbourGoods
{
    QList<QUrl> urls;
    QString text;
    QString html;
    QImage picture;
    /// Other formats, by MIME type.
    QList<std::pair<QString, QByteArray>> formats;
    /// What it asks for when nobody holds a modifier key.
    Qt::DropAction action = Qt::CopyAction;
};

/// A window whose contents can be dragged away with the mouse and copied with Ctrl+C. Says on
/// standard output what happens, a line each: "ready", "copied", "dragging", "accepted ACTION" and
/// "refused" for what lies under the mouse, "dropped ACTION" or "cancelled" at the end of a drag.
class NeighbourWindow : public QWidget
{
public:
    explicit NeighbourWindow(NeighbourGoods goods);

protected:
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    [[nodiscard]] std::unique_ptr<QMimeData> mimeData() const;
    void drag();

    NeighbourGoods m_goods;
    QPoint m_pressed;
    bool m_isReady = false;
};

} // namespace peregrine::test
