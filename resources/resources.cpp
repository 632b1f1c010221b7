#include "resources/resources.h"

#include <QtGlobal>

// Q_INIT_RESOURCE declares a function, which must not end up in a namespace.
static void registerResources()
{
    Q_INIT_RESOURCE(peregrine);
}

namespace peregrine {

void initResources()
{
    [[maybe_unused]] static const bool once = (registerResources(), true);
}

} // namespace peregrine
