#pragma once

#include "ui/uploads/dropchoice.h"

#include <QList>
#include <QRect>
#include <QWidget>

class QMimeData;

namespace peregrine {

/// Lies over its parent while something is dragged over the window: a large target for each field
/// that takes it. Holds nothing but what it draws; goes by itself when the drag leaves or ends.
class DropOverlay final : public QWidget
{
    Q_OBJECT

public:
    explicit DropOverlay(QWidget *parent);

    /// Covers the parent. Without choices it stays hidden.
    void offer(const QList<DropChoice> &choices);
    [[nodiscard]] const QList<DropChoice> &choices() const { return m_choices; }
    /// Where the target of a choice is drawn.
    [[nodiscard]] QRect target(qsizetype index) const;

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    /// The data are the drag's; they are gone after the signal.
    void dropped(const QString &pointer, const QMimeData &mime);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragMoveEvent(QDragMoveEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void arrange();
    void paintChoice(QPainter &painter, const DropChoice &choice, const QRect &place, bool aimed);
    /// The choice at a point; a single one is everywhere. -1: none.
    [[nodiscard]] qsizetype choiceAt(const QPoint &point) const;
    void aim(QDropEvent *event);

    QList<DropChoice> m_choices;
    QList<QRect> m_places;
    qsizetype m_aimed = -1;
};

} // namespace peregrine
