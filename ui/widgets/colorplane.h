#pragma once

#include <QColor>
#include <QImage>
#include <QWidget>

namespace peregrine {

/// All shades of one hue: saturation from left to right, lightness from bottom to top. The arrow
/// keys move by a hundredth, with Shift by a tenth.
class ColorPlane : public QWidget
{
    Q_OBJECT

public:
    explicit ColorPlane(QWidget *parent = nullptr);

    /// All three from 0 to 1.
    void setColor(float hue, float saturation, float value);

    [[nodiscard]] QSize sizeHint() const override { return {220, 150}; }

Q_SIGNALS:
    /// By the user.
    void picked(float saturation, float value);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void pick(float saturation, float value);
    void pickAt(const QPointF &place);

    float m_hue = 0;
    float m_saturation = 0;
    float m_value = 0;
    QImage m_shades;
};

} // namespace peregrine
