#pragma once

#include <QPoint>
#include <QWidget>

namespace peregrine {

/// Where an entry of a list is taken to be moved. Only says what the user does: the mouse drags it,
/// the Up and Down keys move it by one.
class DragHandle : public QWidget
{
    Q_OBJECT

public:
    explicit DragHandle(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {16, 22}; }

Q_SIGNALS:
    /// While the mouse is down, in the screen's coordinates.
    void dragged(const QPoint &at);
    void dropped(const QPoint &at);
    /// Escape, or the mouse never moved.
    void dragCanceled();
    /// -1 towards the front, 1 towards the end.
    void stepRequested(int by);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    QPoint m_pressedAt;
    bool m_pressed = false;
    bool m_dragging = false;
};

} // namespace peregrine
