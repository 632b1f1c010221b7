#pragma once

#include "core/fal/queue/logline.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QQueue>

namespace peregrine {

/// Successive answers carry a moving window of a request's log, neither always all lines nor only
/// new ones. Passes each line on once, told apart by time and message (as fal's own command line
/// tool does). A line that one answer has twice was written twice: so many of it are passed on as
/// the fullest answer has had. Remembers the newest lines only, more than one answer can hold.
class LogWindow
{
public:
    static constexpr qsizetype maxLines = 20'000;

    /// The lines that were not there before, in order.
    [[nodiscard]] QList<LogLine> take(const QList<LogLine> &lines);

private:
    /// Digests, since messages may be long, and the most of each that one answer has had.
    QHash<QByteArray, int> m_seen;
    QQueue<QByteArray> m_order;
};

} // namespace peregrine
