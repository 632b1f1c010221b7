#pragma once

#include "ui/shell/mainwindow.h"

namespace peregrine {

struct Services;

/// What the window works with, taken from `services`; both must outlive the window.
[[nodiscard]] MainWindow::Means windowMeans(Services &services, theme::Theme &theme);

} // namespace peregrine
