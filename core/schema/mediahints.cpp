#include "core/schema/mediahints.h"

#include <array>

namespace peregrine {

namespace {

struct Extension
{
    const char *suffix;
    MediaKind kind;
};

constexpr Extension extensions[] = {
    {"png", MediaKind::Image},    {"jpg", MediaKind::Image},         {"jpeg", MediaKind::Image},
    {"webp", MediaKind::Image},   {"gif", MediaKind::Image},         {"bmp", MediaKind::Image},
    {"tif", MediaKind::Image},    {"tiff", MediaKind::Image},        {"svg", MediaKind::Image},
    {"avif", MediaKind::Image},   {"heic", MediaKind::Image},        {"heif", MediaKind::Image},
    {"exr", MediaKind::Image},    {"hdr", MediaKind::Image},         {"mp4", MediaKind::Video},
    {"webm", MediaKind::Video},   {"mov", MediaKind::Video},         {"mkv", MediaKind::Video},
    {"avi", MediaKind::Video},    {"m4v", MediaKind::Video},         {"mp3", MediaKind::Audio},
    {"wav", MediaKind::Audio},    {"ogg", MediaKind::Audio},         {"flac", MediaKind::Audio},
    {"m4a", MediaKind::Audio},    {"aac", MediaKind::Audio},         {"opus", MediaKind::Audio},
    {"glb", MediaKind::Model3d},  {"gltf", MediaKind::Model3d},      {"obj", MediaKind::Model3d},
    {"fbx", MediaKind::Model3d},  {"ply", MediaKind::Model3d},       {"stl", MediaKind::Model3d},
    {"usdz", MediaKind::Model3d}, {"mesh", MediaKind::Model3d},      {"spz", MediaKind::Model3d},
    {"txt", MediaKind::Text},     {"json", MediaKind::Text},         {"srt", MediaKind::Text},
    {"vtt", MediaKind::Text},     {"csv", MediaKind::Text},          {"zip", MediaKind::Other},
    {"tar", MediaKind::Other},    {"safetensors", MediaKind::Other}, {"pdf", MediaKind::Other},
};

struct NamedMedium
{
    const char *word;
    MediaKind kind;
};

// Words between underscores; the first row that fits decides, so the narrower words stand first.
constexpr NamedMedium media[] = {
    {"glb", MediaKind::Model3d},  {"mesh", MediaKind::Model3d},      {"obj", MediaKind::Model3d},
    {"fbx", MediaKind::Model3d},  {"gaussian", MediaKind::Model3d},  {"audio", MediaKind::Audio},
    {"audios", MediaKind::Audio}, {"voice", MediaKind::Audio},       {"song", MediaKind::Audio},
    {"music", MediaKind::Audio},  {"stems", MediaKind::Audio},       {"video", MediaKind::Video},
    {"videos", MediaKind::Video}, {"image", MediaKind::Image},       {"images", MediaKind::Image},
    {"mask", MediaKind::Image},   {"masks", MediaKind::Image},       {"picture", MediaKind::Image},
    {"photo", MediaKind::Image},  {"thumbnail", MediaKind::Image},   {"frame", MediaKind::Image},
    {"frames", MediaKind::Image}, {"texture", MediaKind::Image},     {"textures", MediaKind::Image},
    {"svg", MediaKind::Image},    {"spritesheet", MediaKind::Image},
};

} // namespace

std::optional<MediaKind> mediaKindOfFileName(const QString &name)
{
    qsizetype end = name.size();
    for (qsizetype i = 0; i < name.size(); ++i) {
        if (name.at(i) == u'?' || name.at(i) == u'#') {
            end = i;
            break;
        }
    }
    const QStringView path = QStringView(name).left(end);
    const qsizetype dot = path.lastIndexOf(u'.');
    if (dot < 0 || path.lastIndexOf(u'/') > dot)
        return std::nullopt;
    const QStringView suffix = path.mid(dot + 1);
    for (const Extension &extension : extensions) {
        if (suffix.compare(QLatin1String(extension.suffix), Qt::CaseInsensitive) == 0)
            return extension.kind;
    }
    return std::nullopt;
}

std::optional<MediaKind> mediaKindOfFieldName(QStringView name)
{
    const QList<QStringView> words = name.split(u'_', Qt::SkipEmptyParts);
    for (const NamedMedium &medium : media) {
        for (const QStringView word : words) {
            if (word.compare(QLatin1String(medium.word), Qt::CaseInsensitive) == 0)
                return medium.kind;
        }
    }
    return std::nullopt;
}

QStringList extensionsOf(MediaKind kind)
{
    QStringList found;
    for (const Extension &extension : extensions) {
        if (extension.kind == kind)
            found.append(QLatin1String(extension.suffix));
    }
    return found;
}

} // namespace peregrine
