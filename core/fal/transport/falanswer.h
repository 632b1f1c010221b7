#pragma once

#include "core/base/error.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QMap>

namespace peregrine {

/// What a server answered to one request.
struct FalAnswer
{
    int status = 0;
    QByteArray body;
    /// Names in lower case.
    QMap<QByteArray, QByteArray> headers;

    [[nodiscard]] QByteArray header(const QByteArray &lowerCaseName) const
    {
        return headers.value(lowerCaseName);
    }
    /// From x-fal-request-id.
    [[nodiscard]] RequestId requestId() const;
    /// Retry-After in seconds (number or HTTP date); 0 when missing or broken.
    [[nodiscard]] int retryAfterSeconds() const;
    /// 504 with X-Fal-Request-Timeout-Type: the start timeout that the caller set; nothing began.
    [[nodiscard]] bool isStartTimeout() const;
};

/// The body as JSON, or a Malformed error that says what came instead.
[[nodiscard]] Expected<QJsonValue, Error> jsonOf(const FalAnswer &answer);
[[nodiscard]] Expected<QJsonObject, Error> jsonObjectOf(const FalAnswer &answer);

/// The typed error of a non-2xx answer, from every body shape fal uses (see ErrorBody; HTML and
/// plain text too) and its headers. A locked account and a used-up balance are Locked, whatever
/// their status. The words are ours where fal's error type is known, then the server's.
[[nodiscard]] Error errorOf(const FalAnswer &answer);

} // namespace peregrine
