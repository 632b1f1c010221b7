#pragma once

#include "core/base/result.h"
#include "core/schema/fieldspec.h"

#include <QSize>
#include <QString>

namespace peregrine {

/// What a look at a file of this machine tells.
struct LocalFileFacts
{
    qint64 bytes = 0;
    /// Of pictures that can be read; invalid otherwise.
    QSize pixels;
    QString mimeType;
};

/// Bytes that one upload may have at most, whatever the model says.
inline constexpr qint64 maxUploadBytes = 2LL * 1024 * 1024 * 1024;
/// Pixels that a picture may have at most; more cannot be shown here.
inline constexpr qint64 maxPicturePixels = 120'000'000;

/// Whether a file can be given to a media field: there, not empty, of the right kind by its
/// contents (not its name), within the limits. Reads the header only. The error is a sentence for
/// people that names the file.
[[nodiscard]] Expected<LocalFileFacts, QString> checkLocalFile(const QString &path, MediaKind kind,
                                                               const MediaLimits &limits);

} // namespace peregrine
