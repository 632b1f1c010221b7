#include "core/fal/queue/logwindow.h"

#include <QCryptographicHash>

namespace peregrine {

QList<LogLine> LogWindow::take(const QList<LogLine> &lines)
{
    QList<LogLine> fresh;
    for (const LogLine &line : lines) {
        const qint64 time = line.time.isValid() ? line.time.toMSecsSinceEpoch() : 0;
        const QByteArray digest = QCryptographicHash::hash(
            QByteArray::number(time) + ' ' + line.message.toUtf8(), QCryptographicHash::Md5);
        if (m_seen.contains(digest))
            continue;
        m_seen.insert(digest);
        m_order.enqueue(digest);
        fresh.append(line);
    }
    while (m_order.size() > maxLines)
        m_seen.remove(m_order.dequeue());
    return fresh;
}

} // namespace peregrine
