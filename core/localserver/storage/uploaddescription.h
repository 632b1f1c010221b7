#pragma once

#include "core/base/result.h"
#include "core/http/httpmessage.h"
#include "core/localserver/storage/objectlifecycle.h"

#include <QByteArray>
#include <QString>

namespace peregrine::localserver {

/// What an upload says of itself before its bytes come.
struct UploadDescription
{
    /// Clean: see cleanContentType().
    QByteArray contentType = QByteArrayLiteral("application/octet-stream");
    /// For people; never part of a path.
    QString name;
    ObjectLifecycle lifecycle;

    /// From the headers of an upload: Content-Type, X-Fal-File-Name and X-Fal-Object-Lifecycle, or
    /// the -Preference that fal's Python client sends beside it. The refusal is 400.
    [[nodiscard]] static Expected<UploadDescription, HttpResponse>
    fromHeaders(const HttpRequest &request);
};

} // namespace peregrine::localserver
