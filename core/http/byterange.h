#pragma once

#include <QByteArray>

#include <optional>

namespace peregrine {

/// What a Range header asks of a body of a known size (RFC 9110, section 14). Only one range of
/// bytes is served; a header with several, or one that cannot be read, counts as not sent.
struct ByteRange
{
    enum class Kind { Whole, Part, Unsatisfiable };

    Kind kind = Kind::Whole;
    qint64 first = 0;
    qint64 size = 0;

    [[nodiscard]] static ByteRange parse(const QByteArray &header, qint64 bodySize);
};

} // namespace peregrine
