#include "core/fal/realtime/msgpacktimestamp.h"

#include <QtEndian>

namespace peregrine {

namespace {

constexpr quint32 nanosecondsInMillisecond = 1'000'000;
constexpr quint32 nanosecondsInSecond = 1'000'000'000;
constexpr int secondBits = 34;
/// 0001-01-01 and 10000-01-01, UTC.
constexpr qint64 firstSecond = -62'135'596'800;
constexpr qint64 endSecond = 253'402'300'800;

template <typename T> void append(QByteArray &bytes, T value)
{
    const qsizetype at = bytes.size();
    bytes.resize(at + qsizetype(sizeof value));
    qToBigEndian(value, bytes.data() + at);
}

} // namespace

std::optional<QDateTime> MsgpackTimestamp::read(const QByteArray &bytes)
{
    qint64 seconds = 0;
    quint32 nanoseconds = 0;
    switch (bytes.size()) {
    case 4:
        seconds = qFromBigEndian<quint32>(bytes.constData());
        break;
    case 8: {
        const auto both = qFromBigEndian<quint64>(bytes.constData());
        nanoseconds = static_cast<quint32>(both >> secondBits);
        seconds = static_cast<qint64>(both & ((1ULL << secondBits) - 1));
        break;
    }
    case 12:
        nanoseconds = qFromBigEndian<quint32>(bytes.constData());
        seconds = qFromBigEndian<qint64>(bytes.constData() + 4);
        break;
    default:
        return std::nullopt;
    }
    if (nanoseconds >= nanosecondsInSecond || seconds < firstSecond || seconds >= endSecond)
        return std::nullopt;
    return QDateTime::fromMSecsSinceEpoch(seconds * 1000 + nanoseconds / nanosecondsInMillisecond,
                                          Qt::UTC);
}

QByteArray MsgpackTimestamp::write(const QDateTime &date)
{
    const qint64 milliseconds = date.toMSecsSinceEpoch();
    qint64 seconds = milliseconds / 1000;
    qint64 rest = milliseconds % 1000;
    if (rest < 0) {
        rest += 1000;
        --seconds;
    }
    const auto nanoseconds = static_cast<quint32>(rest) * nanosecondsInMillisecond;
    QByteArray bytes;
    if (seconds < 0 || seconds >> secondBits != 0) {
        append(bytes, nanoseconds);
        append(bytes, seconds);
    } else if (nanoseconds == 0 && seconds >> 32 == 0) {
        append(bytes, static_cast<quint32>(seconds));
    } else {
        append(bytes, (quint64(nanoseconds) << secondBits) | static_cast<quint64>(seconds));
    }
    return bytes;
}

} // namespace peregrine
