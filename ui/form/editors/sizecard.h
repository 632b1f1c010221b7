#pragma once

#include <QAbstractButton>
#include <QSize>

namespace peregrine {

/// One preset size: its shape drawn to scale, its name and its pixels.
class SizeCard : public QAbstractButton
{
    Q_OBJECT

public:
    /// An empty shape is drawn dashed: the model decides.
    SizeCard(const QString &title, QSize shape, const QString &pixels, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QSize m_shape;
    QString m_pixels;
};

} // namespace peregrine
