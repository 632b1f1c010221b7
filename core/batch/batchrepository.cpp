#include "core/batch/batchrepository.h"

namespace peregrine {

BatchRepository::~BatchRepository() = default;

} // namespace peregrine
