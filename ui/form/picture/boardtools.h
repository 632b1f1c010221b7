#pragma once

#include <QKeySequence>
#include <QString>

class QToolButton;

namespace peregrine {

/// A button over a picture to work on, with its key in the tool tip. Without an icon it shows its
/// name.
[[nodiscard]] QToolButton *makeBoardTool(const QString &icon, const QString &name,
                                         const QKeySequence &key);

} // namespace peregrine
