#include "core/presets/presetrepository.h"

namespace peregrine {

PresetRepository::~PresetRepository() = default;

} // namespace peregrine
