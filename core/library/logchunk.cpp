#include "core/library/logchunk.h"

#include <QCoreApplication>
#include <QDataStream>
#include <QIODevice>
#include <QtEndian>

#include <limits>

namespace peregrine::logchunk {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::logchunk)
};

constexpr auto noTime = std::numeric_limits<qint64>::min();
/// Time, and the lengths of level and message.
constexpr qsizetype lineOverhead = 16;
/// A chunk ends with the line that fills it, and one character can take three bytes.
constexpr quint32 mostUnpacked = maxBytes + 4 * longestMessage + maxLines * lineOverhead;

Error damaged()
{
    return Error::storage(Text::tr("A part of this log is damaged and cannot be shown."));
}

} // namespace

qsizetype bytesOf(const LogLine &line)
{
    return lineOverhead + line.message.size();
}

LogLine kept(const LogLine &line)
{
    if (line.message.size() <= longestMessage)
        return line;
    LogLine shorter = line;
    shorter.message = line.message.left(longestMessage - 1) + u'…';
    return shorter;
}

QByteArray packed(const QList<LogLine> &lines)
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_0);
    stream << static_cast<quint32>(lines.size());
    for (const LogLine &line : lines) {
        stream << (line.time.isValid() ? line.time.toMSecsSinceEpoch() : noTime)
               << logLevelName(line.level).toUtf8() << line.message.toUtf8();
    }
    return qCompress(bytes);
}

Expected<QList<LogLine>, Error> unpacked(const QByteArray &chunk)
{
    // qCompress says first how much will come out.
    if (chunk.size() < 4 || qFromBigEndian<quint32>(chunk.constData()) > mostUnpacked)
        return Unexpected{damaged()};
    const QByteArray bytes = qUncompress(chunk);
    QDataStream stream(bytes);
    stream.setVersion(QDataStream::Qt_6_0);
    quint32 count = 0;
    stream >> count;
    QList<LogLine> lines;
    for (quint32 i = 0; i < count && stream.status() == QDataStream::Ok; ++i) {
        qint64 time = noTime;
        QByteArray level;
        QByteArray message;
        stream >> time >> level >> message;
        lines.append({time == noTime ? QDateTime() : QDateTime::fromMSecsSinceEpoch(time).toUTC(),
                      logLevelFromName(QString::fromUtf8(level)), QString::fromUtf8(message)});
    }
    if (stream.status() != QDataStream::Ok)
        return Unexpected{damaged()};
    return lines;
}

} // namespace peregrine::logchunk
