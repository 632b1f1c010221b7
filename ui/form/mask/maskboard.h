#pragma once

#include "ui/form/mask/maskcanvas.h"
#include "ui/form/picture/pictureboard.h"

namespace peregrine {

/// A mask painted over a picture: what is to change lies under a red film.
class MaskBoard : public PictureBoard
{
    Q_OBJECT

public:
    enum class Tool { Brush, Eraser, Rectangle, Lasso };

    explicit MaskBoard(QWidget *parent = nullptr);

    /// Starts over, with a mask that is there already or without.
    void start(const QImage &picture, const QImage &mask);
    [[nodiscard]] MaskCanvas &canvas() { return m_canvas; }
    /// The canvas was changed by others.
    void showCanvas();

    [[nodiscard]] Tool tool() const { return m_tool; }
    void setTool(Tool tool);
    /// In pixels of the picture.
    [[nodiscard]] int brushSize() const { return m_brushSize; }
    void setBrushSize(int pixels);
    [[nodiscard]] int feather() const { return m_feather; }
    void setFeather(int pixels);

Q_SIGNALS:
    /// A stroke has ended, or the steps went back or forth.
    void canvasChanged();

protected:
    void paintOver(QPainter &painter) override;
    void pressAt(const QPointF &place, Button button, double pressure) override;
    void dragTo(const QPointF &place, double pressure) override;
    void releaseAt(const QPointF &place) override;
    void hoverAt(std::optional<QPointF> place) override;

private:
    enum class Part { Changed, Whole };

    [[nodiscard]] double radiusFor(double pressure) const;
    void updateFilm(Part part);

    MaskCanvas m_canvas;
    /// The mask as it is seen: the film's colour with the mask as alpha.
    QImage m_film;
    QPolygonF m_outline;
    QPointF m_pressedAt;
    std::optional<QPointF> m_pointer;
    Tool m_tool = Tool::Brush;
    MaskCanvas::Mark m_mark = MaskCanvas::Mark::Add;
    int m_brushSize = 64;
    int m_feather = 0;
};

} // namespace peregrine
