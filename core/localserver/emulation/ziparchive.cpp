#include "core/localserver/emulation/ziparchive.h"

#include <QtEndian>

#include <array>

namespace peregrine::localserver {

namespace {

// APPNOTE 4.3: signatures, and the oldest version that can extract a stored entry.
constexpr quint32 localHeader = 0x04034b50;
constexpr quint32 centralHeader = 0x02014b50;
constexpr quint32 endOfDirectory = 0x06054b50;
constexpr quint16 version = 20;
constexpr quint16 utf8Names = 0x0800;
// 1 January 1980, the format's first day: equal inputs give equal bytes.
constexpr quint16 firstDay = 0x0021;

template <typename Number> void append(QByteArray &bytes, Number number)
{
    QByteArray place(sizeof(Number), Qt::Uninitialized);
    qToLittleEndian(number, place.data());
    bytes += place;
}

quint32 crc32(const QByteArray &bytes)
{
    static const std::array<quint32, 256> table = [] {
        std::array<quint32, 256> made{};
        for (quint32 i = 0; i < made.size(); ++i) {
            quint32 value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = (value & 1U) != 0 ? 0xedb88320U ^ (value >> 1U) : value >> 1U;
            made[i] = value;
        }
        return made;
    }();
    quint32 sum = 0xffffffffU;
    for (const char byte : bytes)
        sum = table[(sum ^ static_cast<quint8>(byte)) & 0xffU] ^ (sum >> 8U);
    return ~sum;
}

/// What the local and the central header have in common.
QByteArray facts(const ZipEntry &entry, const QByteArray &name)
{
    QByteArray bytes;
    append(bytes, version);
    append(bytes, utf8Names);
    append(bytes, quint16(0)); // stored
    append(bytes, quint16(0)); // midnight
    append(bytes, firstDay);
    append(bytes, crc32(entry.bytes));
    append(bytes, static_cast<quint32>(entry.bytes.size()));
    append(bytes, static_cast<quint32>(entry.bytes.size()));
    append(bytes, static_cast<quint16>(name.size()));
    append(bytes, quint16(0)); // no extra field
    return bytes;
}

} // namespace

QByteArray zipArchive(const QList<ZipEntry> &entries)
{
    QByteArray file;
    QByteArray directory;
    for (const ZipEntry &entry : entries) {
        const QByteArray name = entry.name.toUtf8();
        const QByteArray about = facts(entry, name);
        append(directory, centralHeader);
        append(directory, version);
        directory += about;
        append(directory, quint16(0)); // no comment
        append(directory, quint16(0)); // first disk
        append(directory, quint16(0)); // internal attributes
        append(directory, quint32(0)); // external attributes
        append(directory, static_cast<quint32>(file.size()));
        directory += name;
        append(file, localHeader);
        file += about + name + entry.bytes;
    }
    const auto start = static_cast<quint32>(file.size());
    file += directory;
    append(file, endOfDirectory);
    append(file, quint16(0));
    append(file, quint16(0));
    append(file, static_cast<quint16>(entries.size()));
    append(file, static_cast<quint16>(entries.size()));
    append(file, static_cast<quint32>(directory.size()));
    append(file, start);
    append(file, quint16(0)); // no comment
    return file;
}

} // namespace peregrine::localserver
