#pragma once

#include "core/schema/fieldspec.h"

#include <QSize>
#include <QString>

namespace peregrine {

/// What is wrong with a chosen width and height by the limits of a Size, as a sentence for people;
/// empty when nothing is.
[[nodiscard]] QString sizeLimitFault(const QSize &size, const MediaLimits &limits);

} // namespace peregrine
