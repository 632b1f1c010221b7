#pragma once

#include "core/base/mediakind.h"

#include <QString>

#include <functional>

class QWidget;

namespace peregrine {

/// Lets the user choose a result of the library for a field, near `anchor`. Returns at once;
/// `chosen` gets the file's absolute path later, once, or is never called.
using AssetPicker = std::function<void(QWidget *anchor, MediaKind kind,
                                       const std::function<void(const QString &path)> &chosen)>;

} // namespace peregrine
