#pragma once

#include <QByteArray>

namespace peregrine {

/// One server-sent event. All texts are UTF-8 as the server sent them, which may be broken.
struct SseEvent
{
    /// From `event:`; empty means "message".
    QByteArray type;
    /// The `data:` lines, joined by line feeds.
    QByteArray data;
    /// From the newest `id:` so far.
    QByteArray id;

    friend bool operator==(const SseEvent &, const SseEvent &) = default;
};

} // namespace peregrine
