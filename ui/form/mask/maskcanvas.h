#pragma once

#include <QImage>
#include <QList>
#include <QPointF>
#include <QPolygonF>
#include <QRect>

namespace peregrine {

/// A mask while it is painted: one grey a pixel, 255 where the model is to change the picture.
/// Every stroke is a step that can be undone; steps keep only the tiles they changed and the oldest
/// go when they take too much memory. Knows no widget.
class MaskCanvas
{
public:
    enum class Mark { Add, Remove };

    /// Bytes that the steps may keep.
    static constexpr qsizetype stepBytes = 64 * 1024 * 1024;

    explicit MaskCanvas(const QSize &size = {});

    [[nodiscard]] const QImage &mask() const { return m_mask; }
    /// Starts over with a mask that is there: grey, or alpha where it has some; scaled to the size.
    void load(const QImage &mask);

    /// A round brush; a stroke ends with finish().
    void begin(Mark mark, const QPointF &place, double radius);
    void strokeTo(const QPointF &place, double radius);
    void finish();
    /// One step each.
    void fillShape(Mark mark, const QPolygonF &outline);
    void fillAll(Mark mark);
    void invert();

    [[nodiscard]] bool canUndo() const { return m_done > 0; }
    [[nodiscard]] bool canRedo() const { return m_done < m_steps.size(); }
    void undo();
    void redo();

    /// What has changed since it was asked last, in pixels.
    [[nodiscard]] QRect takeChanged();
    /// Whether anything is to change.
    [[nodiscard]] bool isEmpty() const;
    /// The mask with its edges softened over so many pixels.
    [[nodiscard]] QImage feathered(int pixels) const;

private:
    struct Tile
    {
        QPoint place;
        QImage before;
        QImage after;
    };
    using Step = QList<Tile>;

    void touch(const QRectF &area);
    void paintLine(const QPointF &from, const QPointF &to, double radius);
    void keepStep();
    void apply(const Step &step, bool forward);

    QImage m_mask;
    /// As it was when the step began.
    QImage m_before;
    QRect m_stepArea;
    QRect m_changed;
    QList<Step> m_steps;
    qsizetype m_done = 0;
    Mark m_mark = Mark::Add;
    QPointF m_last;
    double m_lastRadius = 0;
};

} // namespace peregrine
