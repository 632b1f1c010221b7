#pragma once

#include "core/fal/storage/uploadbody.h"

#include <QByteArray>
#include <QList>
#include <QUrl>

#include <chrono>
#include <utility>

namespace peregrine {

/// One request that carries a file's bytes. What stands here is all that goes out: no key, no
/// cookie, no header beyond these, User-Agent, Host and Content-Length.
struct SendRequest
{
    enum class Method { Put, Post };

    Method method = Method::Put;
    /// http or https, as the server gave it; redirects are not followed.
    QUrl url;
    QList<std::pair<QByteArray, QByteArray>> headers;
    UploadBody body;
    /// Without a byte in either direction for so long the request is given up.
    std::chrono::milliseconds patience{60000};
};

} // namespace peregrine
