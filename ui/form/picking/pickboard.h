#pragma once

#include "core/schema/coordinates.h"
#include "ui/form/picture/pictureboard.h"

namespace peregrine {

/// Points, boxes or paths over a picture, with numbered handles that can be moved and removed.
/// Points: the main button marks what is meant, the other what is not. Boxes are pulled open, and
/// again at their corners. Paths grow by a point a press. Every change is a step that can be
/// undone.
class PickBoard : public PictureBoard
{
    Q_OBJECT

public:
    explicit PickBoard(QWidget *parent = nullptr);

    void start(const QImage &picture, const CoordinateForm &form, const PickedPlaces &places);
    [[nodiscard]] const PickedPlaces &places() const { return m_places; }
    /// How many there are.
    [[nodiscard]] qsizetype count() const;

    [[nodiscard]] bool canUndo() const { return m_done > 0; }
    [[nodiscard]] bool canRedo() const { return m_done + 1 < m_steps.size(); }
    void undo();
    void redo();
    /// Takes away what is selected; of a path its last point.
    void removeSelected();
    void removeAll();
    void selectNext();
    /// The next press begins another path.
    void beginPath();

Q_SIGNALS:
    void placesChanged();

protected:
    void paintOver(QPainter &painter) override;
    void pressAt(const QPointF &place, Button button, double pressure) override;
    void dragTo(const QPointF &place, double pressure) override;
    void releaseAt(const QPointF &place) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// One handle: a point, a corner of a box (0 to 3, from the top left clockwise), a path's
    /// point.
    struct Handle
    {
        qsizetype entry = -1;
        qsizetype part = 0;
    };

    [[nodiscard]] std::optional<Handle> handleAt(const QPointF &place) const;
    [[nodiscard]] QPointF placeOf(const Handle &handle) const;
    void moveHandle(const Handle &handle, const QPointF &to);
    void addAt(const QPointF &place, bool foreground);
    [[nodiscard]] bool isFull() const;
    void keepStep();
    void show(qsizetype step);
    void paintHandle(QPainter &painter, const QPointF &view, const QColor &colour,
                     const QString &number, bool selected) const;

    std::optional<CoordinateForm> m_form;
    PickedPlaces m_places;
    QList<PickedPlaces> m_steps;
    qsizetype m_done = 0;
    qsizetype m_selected = -1;
    std::optional<Handle> m_held;
    /// The corner across from the one that is held.
    QPointF m_anchor;
    bool m_newPath = true;
};

} // namespace peregrine
