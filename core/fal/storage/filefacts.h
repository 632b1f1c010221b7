#pragma once

#include "core/fal/falinput.h"
#include "core/fal/storage/filestamp.h"
#include "core/fal/storage/uploadbody.h"

#include <QByteArray>
#include <QString>

#include <atomic>
#include <optional>

namespace peregrine {

/// What must be known of content before it is uploaded.
struct FileFacts
{
    /// A sentence for people; empty when the content can be had.
    QString problem;
    /// What the server is told.
    QString fileName;
    QString contentType;
    UploadBody body;
};

/// Looks at the content: is it there, what is it, how large. Reads its beginning; not for the main
/// thread. `nowMs` (milliseconds since 1970) names what has no name, as fal's JavaScript client
/// does.
[[nodiscard]] FileFacts factsOf(const FalFile &file, qint64 nowMs);

/// SHA-256 of the content in one streaming pass; empty when it cannot be read, has changed since it
/// was looked at, or `stop` was set. Not for the main thread.
[[nodiscard]] QByteArray sha256Of(const UploadBody &body, const std::atomic_bool &stop);

/// The MIME type by content, and by name where the content does not say enough (text, archives).
[[nodiscard]] QString contentTypeOf(const QString &fileName, const QByteArray &beginning);

} // namespace peregrine
