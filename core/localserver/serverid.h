#pragma once

#include <QStringView>

namespace peregrine::localserver {

/// Whether a text has the form of the ids this server gives (lower-case UUID). Checked before a
/// text from outside becomes part of a path.
[[nodiscard]] bool isServerId(QStringView text);

} // namespace peregrine::localserver
