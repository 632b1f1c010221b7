#include "core/base/ids.h"

#include <QDateTime>
#include <QRandomGenerator>

#include <mutex>

namespace peregrine {

QString makeIdText()
{
    // RFC 9562 version 7, with a counter in the 12 bits after the time so that ids made within one
    // millisecond keep their order.
    static std::mutex mutex;
    static quint64 lastTime = 0;
    static quint64 counter = 0;

    quint64 time = static_cast<quint64>(QDateTime::currentMSecsSinceEpoch());
    quint64 order = 0;
    {
        const std::scoped_lock lock(mutex);
        if (time > lastTime) {
            lastTime = time;
            counter = 0;
        } else if (++counter > 0xfff) {
            ++lastTime;
            counter = 0;
        }
        time = lastTime;
        order = counter;
    }
    const quint64 random = QRandomGenerator::system()->generate64();
    const quint64 high = (time << 16) | 0x7000U | order;
    const quint64 low = (random & 0x3fffffffffffffffULL) | 0x8000000000000000ULL;
    const QString hex = QStringLiteral("%1%2")
                            .arg(high, 16, 16, QLatin1Char('0'))
                            .arg(low, 16, 16, QLatin1Char('0'));
    return hex.left(8) + u'-' + hex.mid(8, 4) + u'-' + hex.mid(12, 4) + u'-' + hex.mid(16, 4) + u'-'
        + hex.mid(20);
}

} // namespace peregrine
