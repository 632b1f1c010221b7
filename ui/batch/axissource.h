#pragma once

#include "core/batch/axismaker.h"

#include <QWidget>

namespace peregrine {

/// A way to say what an axis of a batch consists of: controls, and the axis that comes of them.
class AxisSource : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// What the controls say now; without stops while nothing is said yet.
    [[nodiscard]] virtual axismaker::Axis axis() const = 0;

Q_SIGNALS:
    void changed();
};

} // namespace peregrine
