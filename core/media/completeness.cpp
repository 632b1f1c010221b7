#include "core/media/completeness.h"

#include <QByteArray>
#include <QtEndian>

#include <optional>

namespace peregrine {

namespace {

template <typename T> std::optional<T> bigEndian(QIODevice &device)
{
    const QByteArray bytes = device.read(sizeof(T));
    if (bytes.size() != qsizetype{sizeof(T)})
        return std::nullopt;
    return qFromBigEndian<T>(bytes.constData());
}

std::optional<quint32> littleEndian32At(QIODevice &device, qint64 offset)
{
    if (!device.seek(offset))
        return std::nullopt;
    const QByteArray bytes = device.read(4);
    if (bytes.size() != 4)
        return std::nullopt;
    return qFromLittleEndian<quint32>(bytes.constData());
}

/// Length, name, data, checksum; the last chunk is IEND.
bool isPngCutOff(QIODevice &device)
{
    constexpr qint64 signatureBytes = 8;
    constexpr qint64 checksumBytes = 4;
    if (!device.seek(signatureBytes))
        return true;
    while (true) {
        const auto length = bigEndian<quint32>(device);
        const QByteArray name = device.read(4);
        if (!length || name.size() != 4)
            return true;
        const qint64 end = device.pos() + qint64{*length} + checksumBytes;
        if (end > device.size())
            return true;
        if (name == "IEND")
            return false;
        if (!device.seek(end))
            return true;
    }
}

/// Nearly all files end with the end marker; only those with more bytes after it are walked
/// through. Skips the segments before the picture data, then looks for the end marker. Within
/// picture data a 0xff byte is followed by 0 or by a restart marker.
bool isJpegCutOff(QIODevice &device)
{
    constexpr char start = '\xd8';
    constexpr char end = '\xd9';
    if (device.seek(qMax(0LL, device.size() - 2)) && device.read(2) == QByteArray("\xff") + end)
        return false;
    if (!device.seek(0) || device.read(2) != QByteArray("\xff") + start)
        return true;
    char byte = 0;
    while (device.getChar(&byte)) {
        if (byte != '\xff')
            continue;
        char marker = '\xff';
        while (marker == '\xff') { // padding
            if (!device.getChar(&marker))
                return true;
        }
        if (marker == end)
            return false;
        const auto code = static_cast<uchar>(marker);
        const bool standsAlone = code == 0 || code == 0x01 || (code >= 0xd0 && code <= 0xd8);
        if (standsAlone)
            continue;
        const auto length = bigEndian<quint16>(device);
        if (!length || *length < 2)
            return true;
        // After a scan's header comes picture data, which the outer loop walks through.
        if (!device.seek(device.pos() + *length - 2) || device.pos() > device.size())
            return true;
    }
    return true;
}

bool isRiffCutOff(QIODevice &device)
{
    constexpr quint32 unknownLength = 0xffffffff; // written by programs that could not go back
    const auto length = littleEndian32At(device, 4);
    if (!length)
        return true;
    return *length != unknownLength && *length != 0 && qint64{*length} + 8 > device.size();
}

bool isBmpCutOff(QIODevice &device)
{
    const auto length = littleEndian32At(device, 2);
    return !length || qint64{*length} > device.size();
}

bool isGlbCutOff(QIODevice &device)
{
    const auto length = littleEndian32At(device, 8);
    return !length || qint64{*length} > device.size();
}

/// Boxes: a 32 bit size and a name; size 1: a 64 bit size follows; size 0: up to the end.
bool isMp4CutOff(QIODevice &device)
{
    qint64 offset = 0;
    while (offset < device.size()) {
        if (!device.seek(offset))
            return true;
        const auto size = bigEndian<quint32>(device);
        const QByteArray name = device.read(4);
        if (!size || name.size() != 4)
            return true;
        qint64 length = *size;
        qint64 header = 8;
        if (*size == 0)
            return false;
        if (*size == 1) {
            const auto large = bigEndian<quint64>(device);
            if (!large || *large > static_cast<quint64>(device.size()))
                return true;
            length = static_cast<qint64>(*large);
            header = 16;
        }
        if (length < header || length > device.size() - offset)
            return true;
        offset += length;
    }
    return false;
}

} // namespace

bool isCutOff(QIODevice &device, const QString &mimeType)
{
    if (mimeType == QLatin1String("image/png"))
        return isPngCutOff(device);
    if (mimeType == QLatin1String("image/jpeg"))
        return isJpegCutOff(device);
    if (mimeType == QLatin1String("image/bmp"))
        return isBmpCutOff(device);
    if (mimeType == QLatin1String("image/webp") || mimeType == QLatin1String("audio/wav")
        || mimeType == QLatin1String("video/x-msvideo"))
        return isRiffCutOff(device);
    if (mimeType == QLatin1String("video/mp4") || mimeType == QLatin1String("audio/mp4")
        || mimeType == QLatin1String("video/quicktime") || mimeType == QLatin1String("image/avif")
        || mimeType == QLatin1String("image/heic") || mimeType == QLatin1String("image/heif"))
        return isMp4CutOff(device);
    if (mimeType == QLatin1String("model/gltf-binary"))
        return isGlbCutOff(device);
    return false;
}

} // namespace peregrine
