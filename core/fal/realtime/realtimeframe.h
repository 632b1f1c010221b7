#pragma once

#include <QByteArray>

namespace peregrine {

/// One message as it goes over the WebSocket. fal's server apps read binary frames (MessagePack);
/// what they answer may be text (JSON) too.
struct RealtimeFrame
{
    enum class Kind { Binary, Text };

    Kind kind = Kind::Binary;
    /// UTF-8 for text.
    QByteArray bytes;

    friend bool operator==(const RealtimeFrame &, const RealtimeFrame &) = default;
};

} // namespace peregrine
