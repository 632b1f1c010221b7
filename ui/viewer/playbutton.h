#pragma once

#include <QAbstractButton>

namespace peregrine {

/// The round button in the middle of a video that does not play yet. Its own dark ground keeps it
/// legible on any picture.
class PlayButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit PlayButton(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace peregrine
