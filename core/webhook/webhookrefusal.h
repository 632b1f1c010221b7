#pragma once

#include <QMetaType>
#include <QString>

namespace peregrine {

/// Why a delivery was not accepted. The message is for people and repeats nothing of the delivery
/// but short, printable values.
struct WebhookRefusal
{
    enum class Reason {
        MissingHeader, ///< one of fal's four signature headers is not there, or is empty
        RepeatedHeader, ///< one of them is there twice, so nobody can say which was signed
        MalformedTimestamp, ///< not a number of Unix seconds
        OutsideTimeWindow, ///< signed too long ago, or in the future
        MalformedSignature, ///< not the hex form of 64 bytes
        WrongSignature, ///< no key of the set made it for this body and these headers
        KeysUnavailable, ///< the key set cannot be had now; the delivery may be good
        MalformedBody, ///< signed, but not what the documentation describes
        ForeignHost, ///< sent to a host name that is not this receiver's, or by a web page
        TooLarge, ///< the body is longer than this receiver takes
    };

    Reason reason = Reason::WrongSignature;
    QString message;

    /// What an HTTP endpoint answers: 400 malformed, 401 not genuine, 403 not for us, 413 too
    /// large, 503 try again.
    [[nodiscard]] int httpStatus() const;
};

/// Stable name for --json: "missing_header", "wrong_signature", ...
[[nodiscard]] QString webhookReasonName(WebhookRefusal::Reason reason);

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::WebhookRefusal)
