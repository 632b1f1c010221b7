#include "core/fal/logwindow.h"

namespace peregrine {

QList<LogLine> LogWindow::take(const QList<LogLine> &lines)
{
    QList<LogLine> fresh;
    for (const LogLine &line : lines) {
        const QString key = QString::number(line.time.isValid() ? line.time.toMSecsSinceEpoch() : 0)
            + u' ' + line.message;
        if (m_seen.contains(key))
            continue;
        m_seen.insert(key);
        fresh.append(line);
    }
    return fresh;
}

} // namespace peregrine
