#include "core/spending/spendingrepository.h"

namespace peregrine {

SpendingRepository::~SpendingRepository() = default;

} // namespace peregrine
