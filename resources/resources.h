#pragma once

namespace peregrine {

/// Makes the files of resources/ readable under ":/" (":/icons/search.svg"). Needed once before the
/// first use because the resources are in a static library; calling it again does nothing.
void initResources();

} // namespace peregrine
