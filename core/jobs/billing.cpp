#include "core/jobs/billing.h"

namespace peregrine {

Billing::~Billing() = default;

} // namespace peregrine
