#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/webhook/webhookmessage.h"

#include <QByteArray>
#include <QDateTime>

#include <optional>

namespace peregrine {

/// A delivery as a file: header lines ("Name: value"), an empty line, then the body byte for byte
/// to the end of the file, as HTTP itself writes it. A request line above the headers may be there
/// and is passed over, so that a dump of curl's or of a tunnel's will do. Lines end in CRLF or LF.
struct SavedWebhook
{
    /// Our own header in the file: when it came, in Unix seconds. Its signature is judged by that.
    static constexpr const char *receivedHeader = "X-Peregrine-Received";
    /// Longer heads are refused.
    static constexpr qsizetype maxHeadBytes = 64 * 1024;

    WebhookMessage message;
    /// Not there in files that others made.
    std::optional<QDateTime> receivedAt;

    /// The file's bytes. Credentials that a tunnel may have added are left out.
    [[nodiscard]] QByteArray toBytes() const;
    /// The error says what is wrong with the file.
    [[nodiscard]] static Expected<SavedWebhook, Error> parse(const QByteArray &file);
    /// Headers and body from two files.
    [[nodiscard]] static Expected<SavedWebhook, Error> parse(const QByteArray &headers,
                                                             const QByteArray &body);
};

} // namespace peregrine
