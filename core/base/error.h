#pragma once

#include "core/base/ids.h"

#include <QJsonObject>
#include <QList>
#include <QMetaType>
#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine {

/// One rejected input: where, and the words of whoever rejected it.
struct FieldFault
{
    /// Path into the model's input without the leading "body": {"loras", "0", "path"}. Empty: the
    /// input as a whole.
    QStringList path;
    QString message;
    /// The machine's name of the fault, for example "missing" or "less_than_equal". May be empty.
    QString type;
    /// The limits that were broken, as the server sent them: {"le": 50}.
    QJsonObject context{};

    friend bool operator==(const FieldFault &, const FieldFault &) = default;
};

/// Why something did not work. Code branches on kind; message is for people, says what was wrong
/// and never carries a credential.
struct Error
{
    enum class Kind {
        Network, ///< no connection, or it broke
        Timeout, ///< no answer in time
        Canceled, ///< by whoever asked for it
        Unauthorized, ///< 401: no key or a bad one
        Forbidden, ///< 403: not allowed with this key
        Locked, ///< the account is locked or its balance is used up; nothing runs until that is mended
        NotFound, ///< 404: unknown endpoint, unknown or expired request
        RateLimited, ///< 429
        Validation, ///< 422, or found wrong before sending; see fields
        Server, ///< any other answer that is an error
        Malformed, ///< an answer that does not follow the protocol
        Media, ///< a result's file cannot be had or is not what it should be
        Storage, ///< disk or database
    };

    Kind kind = Kind::Server;
    QString message;
    int httpStatus = 0;
    QList<FieldFault> fields;
    /// A request may have reached the server although no answer came: sending it again could run
    /// and bill it twice.
    bool maybeDelivered = false;
    /// Seconds the server asked to wait (Retry-After); 0 when it did not.
    int retryAfterSeconds = 0;
    /// Whether the same request may work later, where the server says (X-Fal-Needs-Retry).
    std::optional<bool> needsRetry{};
    /// The machine's name of what happened, as the server told it: error_type, X-Fal-Error-Type or
    /// the platform API's error.type, for example "runner_disconnected". May be empty.
    QString type{};
    /// What the server calls the request, for support; may be empty.
    RequestId request{};

    [[nodiscard]] static Error canceled();
    [[nodiscard]] static Error storage(QString message);
    [[nodiscard]] static Error media(QString message);
    [[nodiscard]] static Error malformed(QString message);

    friend bool operator==(const Error &, const Error &) = default;
};

/// Stable name for the database, receipts and --json: "network", "timeout", ...
[[nodiscard]] QString errorKindName(Error::Kind kind);
[[nodiscard]] Error::Kind errorKindFromName(const QString &name);

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::Error)
