#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/fal/falinput.h"

#include <QByteArray>
#include <QFuture>
#include <QString>

namespace peregrine {

/// What a data URI (RFC 2397) holds.
struct DataUri
{
    /// With its parameters; "text/plain;charset=US-ASCII" when the URI names none.
    QString contentType;
    QByteArray bytes;
};

/// The most that fal's input types take as a data URI.
inline constexpr qint64 maxDataUriBytes = 10LL * 1024 * 1024;

/// "data:{type};base64,{data}", as fal's Python client makes them (encode, encode_file): content
/// that goes along in the input instead of to the storage. Reads the file on another thread. A
/// Storage error when it cannot be read, a Validation error when it is larger than `limit` bytes.
[[nodiscard]] QFuture<Expected<QString, Error>> dataUri(const FalFile &file,
                                                        qint64 limit = maxDataUriBytes);

/// Reads a data URI, base64 or percent-encoded. Malformed when it is none, or holds more than
/// `limit` bytes.
[[nodiscard]] Expected<DataUri, Error> readDataUri(const QString &uri,
                                                   qint64 limit = maxDataUriBytes);

} // namespace peregrine
