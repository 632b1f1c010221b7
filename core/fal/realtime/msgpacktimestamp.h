#pragma once

#include <QByteArray>
#include <QDateTime>

#include <cstdint>
#include <optional>

namespace peregrine {

/// MessagePack's timestamp extension: 4, 8 or 12 bytes, by how much the date needs.
class MsgpackTimestamp
{
public:
    static constexpr std::int8_t type = -1;

    /// Nothing for bytes that are no timestamp and for years that ISO 8601 has no four digits for.
    /// To the millisecond.
    [[nodiscard]] static std::optional<QDateTime> read(const QByteArray &bytes);
    /// The smallest form.
    [[nodiscard]] static QByteArray write(const QDateTime &date);
};

} // namespace peregrine
