#include "core/fal/queue/logwindow.h"

#include <QCryptographicHash>

namespace peregrine {

QList<LogLine> LogWindow::take(const QList<LogLine> &lines)
{
    QList<LogLine> fresh;
    QHash<QByteArray, int> here;
    for (const LogLine &line : lines) {
        const qint64 time = line.time.isValid() ? line.time.toMSecsSinceEpoch() : 0;
        const QByteArray digest = QCryptographicHash::hash(
            QByteArray::number(time) + ' ' + line.message.toUtf8(), QCryptographicHash::Md5);
        int &seen = m_seen[digest];
        if (++here[digest] <= seen)
            continue;
        if (seen == 0)
            m_order.enqueue(digest);
        ++seen;
        fresh.append(line);
    }
    while (m_order.size() > maxLines)
        m_seen.remove(m_order.dequeue());
    return fresh;
}

} // namespace peregrine
