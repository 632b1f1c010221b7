#pragma once

#include "core/fal/queue/logline.h"

#include <QByteArray>
#include <QList>
#include <QQueue>
#include <QSet>

namespace peregrine {

/// Successive answers carry a moving window of a request's log, neither always all lines nor only
/// new ones. Passes each line on once, told apart by time and message (as fal's own command line
/// tool does). Remembers the newest lines only, more than one answer can hold.
class LogWindow
{
public:
    static constexpr qsizetype maxLines = 20'000;

    /// The lines that were not there before, in order.
    [[nodiscard]] QList<LogLine> take(const QList<LogLine> &lines);

private:
    /// Digests: messages may be long.
    QSet<QByteArray> m_seen;
    QQueue<QByteArray> m_order;
};

} // namespace peregrine
