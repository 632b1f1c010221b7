#include "core/localserver/thumbnails/thumbnailpath.h"

namespace peregrine::localserver {

namespace {

// v3.fal.media / files / thumbnails / owner / alias ... .jpg
constexpr qsizetype folderSegments = 3;

QLatin1String suffix()
{
    return QLatin1String(".jpg");
}

} // namespace

QString thumbnailPath(const QString &endpoint)
{
    return QLatin1String("/v3.fal.media/files/thumbnails/") + endpoint + suffix();
}

bool isThumbnailPath(const QStringList &segments)
{
    return segments.size() > folderSegments && segments.at(2) == QLatin1String("thumbnails");
}

QString endpointOfThumbnail(const QStringList &segments)
{
    const QString name = segments.mid(folderSegments).join(u'/');
    return isThumbnailPath(segments) && name.endsWith(suffix()) ? name.chopped(suffix().size())
                                                                : QString();
}

} // namespace peregrine::localserver
