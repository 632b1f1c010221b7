#pragma once

#include <QWidget>

namespace peregrine {

/// The circle of hues as a bar. The arrow keys move by a degree, with Shift by ten.
class HueBar : public QWidget
{
    Q_OBJECT

public:
    explicit HueBar(QWidget *parent = nullptr);

    /// From 0 to 1.
    void setHue(float hue);

    [[nodiscard]] QSize sizeHint() const override { return {220, 18}; }

Q_SIGNALS:
    /// By the user.
    void picked(float hue);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void pick(float hue);

    float m_hue = 0;
};

} // namespace peregrine
