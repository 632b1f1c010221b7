#pragma once

#include <QColor>
#include <QFrame>

class QLineEdit;

namespace peregrine {

class ColorPlane;
class HueBar;

/// A small window in which a colour is chosen: a plane of shades, a bar of hues, a line to type it.
class ColorPopup : public QFrame
{
    Q_OBJECT

public:
    explicit ColorPopup(QWidget *parent);

    void setColor(const QColor &color);
    /// Beneath the widget, within its screen.
    void openBeneath(const QWidget &anchor);

Q_SIGNALS:
    /// By the user, with each step of a drag.
    void picked(const QColor &color);

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void pick(const QColor &color);

    ColorPlane *m_plane;
    HueBar *m_hues;
    QLineEdit *m_hex;
    /// Greys have no hue of their own; the bar keeps the last one.
    float m_hue = 0;
};

/// "#rrggbb" or "#rgb", with or without the sign; invalid for others.
[[nodiscard]] QColor colorOfHex(const QString &text);

} // namespace peregrine
