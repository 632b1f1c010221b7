#include "core/credentials/keystore.h"

namespace peregrine {

KeyStore::~KeyStore() = default;

} // namespace peregrine
