#pragma once

#include "core/base/ids.h"

#include <QBasicTimer>
#include <QListView>

#include <optional>

namespace peregrine {

class QueueModel;

/// The queue as a list: folds batches, and lets waiting jobs be dragged to another place in the
/// order of sending. It changes nothing itself.
class QueueList : public QListView
{
    Q_OBJECT

public:
    explicit QueueList(QueueModel &model, QWidget *parent = nullptr);

    /// While waiting jobs are dragged.
    [[nodiscard]] bool isDragging() const { return m_dragging; }

Q_SIGNALS:
    void foldRequested(const peregrine::BatchId &group, bool folded);
    /// Waiting jobs, in the order in which they are sent, before another one; an empty id: at the
    /// end.
    void moveRequested(const QList<peregrine::JobId> &ids, const peregrine::JobId &before);

protected:
    bool event(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void timerEvent(QTimerEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    /// Where what is dragged would go.
    struct Target
    {
        JobId before;
        /// Of the line that shows it, in the viewport.
        int y = 0;
    };

    [[nodiscard]] bool isOnArrow(const QPoint &position) const;
    [[nodiscard]] QList<JobId> waitingAt(const QModelIndex &index) const;
    [[nodiscard]] std::optional<Target> targetAt(const QPoint &position) const;
    void aim(const QPoint &position);
    void endDrag();

    QueueModel &m_model;
    /// Where the button went down on a row of waiting jobs.
    std::optional<QPoint> m_pressed;
    QList<JobId> m_dragged;
    bool m_dragging = false;
    std::optional<Target> m_target;
    QPoint m_pointer;
    QBasicTimer m_scroll;
};

} // namespace peregrine
