#include "ui/widgets/dialogs.h"

namespace peregrine {

Dialogs::~Dialogs() = default;

} // namespace peregrine
