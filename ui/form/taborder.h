#pragma once

class QWidget;

namespace peregrine {

/// Makes the Tab key follow what is on show: the order of the layouts within `root`, which is also
/// right for rows that came later than what stands below them.
void followLayouts(QWidget *root);

} // namespace peregrine
