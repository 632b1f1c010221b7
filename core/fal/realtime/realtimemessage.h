#pragma once

#include "core/base/error.h"

#include <QCborValue>

namespace peregrine {

/// What an incoming message is. fal's JavaScript client drops meta, the announcement of a timeout
/// and every {"status":"error"} but Unauthorized; the last we tell.
struct RealtimeMessage
{
    enum class Kind {
        Result,
        Meta, ///< x-fal-message
        Timeout, ///< x-fal-error TIMEOUT: nothing was sent for too long, the server closes next
        Fault, ///< the app's error; the connection stays open
        Unauthorized, ///< the key or token is not taken
    };

    Kind kind = Kind::Result;
    /// Of Fault and Unauthorized.
    Error error;

    [[nodiscard]] static RealtimeMessage read(const QCborValue &message);
};

} // namespace peregrine
