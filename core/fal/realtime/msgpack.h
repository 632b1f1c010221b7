#pragma once

#include "core/base/result.h"

#include <QByteArray>
#include <QCborValue>
#include <QString>
#include <QtCborCommon>

#include <cstdint>

namespace peregrine {

/// What a MessagePack message may hold, so that a few hostile bytes take neither memory nor time.
struct MsgpackLimits
{
    int depth = 64;
    /// Values in all, keys included.
    int values = 1'000'000;
    /// Looking up a key in a QCborMap takes time that grows with its size.
    int keysInMap = 1024;
    int keys = 65'536;
};

/// Reads one MessagePack value, and all of the bytes; the error says what is wrong, for people.
/// Everything in the specification is taken: 64-bit integers stay whole (above 2^63 as CBOR's tag
/// 2, a positive bignum), timestamps become dates, other extensions a byte array under
/// msgpackExtensionTag(). Keys that are numbers become texts, as in fal's JavaScript client; of
/// equal keys the last one wins.
[[nodiscard]] Expected<QCborValue, QString> decodeMsgpack(const QByteArray &message,
                                                          const MsgpackLimits &limits = {});

/// Writes a value byte for byte as fal's JavaScript client does: the smallest form of each integer,
/// a double that is whole up to 2^53 as an integer, other doubles as float64, bytes as bin, dates
/// as timestamps, undefined as nil, maps in their own order. Beyond it 64-bit integers are written
/// whole. An error for what has no such form (other tags) and beyond the limits' depth.
[[nodiscard]] Expected<QByteArray, QString> encodeMsgpack(const QCborValue &value);

/// What stands in a QCborValue for MessagePack's extension types.
[[nodiscard]] constexpr QCborTag msgpackExtensionTag(std::int8_t type)
{
    // "msgp" and the type; CBOR's registry has nothing there.
    return QCborTag(0x6d73'6770'00ULL | static_cast<std::uint8_t>(type));
}

} // namespace peregrine
