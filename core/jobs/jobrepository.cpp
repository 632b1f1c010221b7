#include "core/jobs/jobrepository.h"

namespace peregrine {

JobRepository::~JobRepository() = default;

} // namespace peregrine
