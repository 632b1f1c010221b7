#include "core/base/mediakind.h"

#include <array>
#include <utility>

namespace peregrine {

namespace {

struct NamedKind
{
    MediaKind kind;
    const char *name;
};

constexpr std::array<NamedKind, 6> kinds{{{MediaKind::Image, "image"},
                                          {MediaKind::Video, "video"},
                                          {MediaKind::Audio, "audio"},
                                          {MediaKind::Text, "text"},
                                          {MediaKind::Model3d, "3d"},
                                          {MediaKind::Other, "other"}}};

} // namespace

QString mediaKindName(MediaKind kind)
{
    for (const NamedKind &named : kinds) {
        if (named.kind == kind)
            return QLatin1String(named.name);
    }
    return QStringLiteral("other");
}

MediaKind mediaKindFromName(const QString &name)
{
    for (const NamedKind &named : kinds) {
        if (name == QLatin1String(named.name))
            return named.kind;
    }
    return MediaKind::Other;
}

MediaKind mediaKindOfMimeType(const QString &mimeType)
{
    const QString type = mimeType.section(u';', 0, 0).trimmed().toLower();
    if (type.startsWith(QLatin1String("image/")))
        return MediaKind::Image;
    if (type.startsWith(QLatin1String("video/")))
        return MediaKind::Video;
    if (type.startsWith(QLatin1String("audio/")))
        return MediaKind::Audio;
    if (type.startsWith(QLatin1String("model/")))
        return MediaKind::Model3d;
    if (type.startsWith(QLatin1String("text/")) || type == QLatin1String("application/json"))
        return MediaKind::Text;
    return MediaKind::Other;
}

} // namespace peregrine
