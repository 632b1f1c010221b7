#pragma once

#include "core/fal/logline.h"

#include <QList>
#include <QSet>

namespace peregrine {

/// Successive answers carry a moving window of a request's log, neither always all lines nor only
/// new ones. Passes each line on once, told apart by time and message (as fal's own command line
/// tool does).
class LogWindow
{
public:
    /// The lines that were not there before, in order.
    [[nodiscard]] QList<LogLine> take(const QList<LogLine> &lines);

private:
    QSet<QString> m_seen;
};

} // namespace peregrine
