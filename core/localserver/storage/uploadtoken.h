#pragma once

#include <QString>

namespace peregrine::localserver {

/// A random text that nobody can guess (128 bits); stands in for the key where none is carried.
[[nodiscard]] QString makeUploadToken();

} // namespace peregrine::localserver
