#pragma once

#include "core/base/error.h"
#include "core/base/result.h"

#include <QFuture>
#include <QSize>
#include <QString>
#include <QStringList>
#include <QThreadPool>

#include <atomic>

namespace peregrine {

/// What a model takes of a picture. 0, or an empty size: no limit.
struct PictureLimits
{
    QSize maxPixels{0, 0};
    qint64 maxArea = 0;
    qint64 maxBytes = 0;
    /// MIME types; JPEG or PNG must be among them for a conversion to be possible.
    QStringList mimeTypes{QStringLiteral("image/png"), QStringLiteral("image/jpeg"),
                          QStringLiteral("image/webp")};
};

struct ConvertedPicture
{
    /// Absolute.
    QString path;
    QString mimeType;
    QSize pixels;
    qint64 bytes = 0;
};

/// Makes a copy of a picture that a model takes: PNG where it is transparent or was lossless, else
/// JPEG; turned upright, in sRGB, scaled down until it is within the limits. Vector drawings get a
/// size worth sending. The copy is named after the picture and what was done. The original is never
/// touched; the same picture and limits give the same file. Lives in one thread and works on one of
/// its own; safe to delete at any moment.
class PictureConverter
{
public:
    using Result = Expected<ConvertedPicture, Error>;

    /// Absolute path of the folder for the copies; made when the first one is.
    explicit PictureConverter(QString folder);
    ~PictureConverter();
    PictureConverter(const PictureConverter &) = delete;
    PictureConverter &operator=(const PictureConverter &) = delete;

    void setFolder(const QString &folder) { m_folder = folder; }
    [[nodiscard]] QFuture<Result> convert(const QString &path, const PictureLimits &limits);

    /// Whether a picture could be made to fit: its type and size from its head. Blocks for a read
    /// of the head.
    [[nodiscard]] static bool isNeeded(const QString &path, const PictureLimits &limits);

private:
    QString m_folder;
    std::atomic_bool m_closing{false};
    QThreadPool m_pool;
};

} // namespace peregrine
