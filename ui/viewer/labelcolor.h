#pragma once

#include "core/jobs/judgement.h"

#include <QColor>
#include <QIcon>
#include <QList>
#include <QString>

namespace peregrine {

/// All but None, in the order people meet them.
[[nodiscard]] const QList<ColorLabel> &colorLabels();
/// For people: "Red"; None is "No label".
[[nodiscard]] QString labelName(ColorLabel label);
/// Seen on light and on dark; invalid for None.
[[nodiscard]] QColor labelColor(ColorLabel label);
/// A dot of the colour; an empty ring for None.
[[nodiscard]] QIcon labelIcon(ColorLabel label);

} // namespace peregrine
