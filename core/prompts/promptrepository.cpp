#include "core/prompts/promptrepository.h"

namespace peregrine {

PromptRepository::~PromptRepository() = default;

} // namespace peregrine
