#pragma once

#include <QWidget>

namespace peregrine {

/// The outline around a rejected field. Lies over it and lets everything through.
class FaultFrame : public QWidget
{
    Q_OBJECT

public:
    explicit FaultFrame(QWidget *parent);

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace peregrine
