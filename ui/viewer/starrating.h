#pragma once

#include <QWidget>

namespace peregrine {

/// Five stars: shows a rating and sets it by click or arrow keys; the same star again takes it
/// away.
class StarRating : public QWidget
{
    Q_OBJECT

public:
    explicit StarRating(QWidget *parent = nullptr);

    [[nodiscard]] int rating() const { return m_rating; }
    void setRating(int rating);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    /// Asked for by the user; setRating() shows it.
    void rated(int rating);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    /// The star under it, from 1; 0 beside them.
    [[nodiscard]] int starAt(const QPointF &position) const;
    [[nodiscard]] QRect starRect(int star) const;
    void setHovered(int star);

    int m_rating = 0;
    int m_hovered = 0;
};

} // namespace peregrine
