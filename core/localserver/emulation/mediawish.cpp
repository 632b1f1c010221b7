#include "core/localserver/emulation/mediawish.h"

#include <QJsonArray>
#include <QSet>
#include <QUrl>

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace peregrine::localserver {

namespace {

using Kind = MediaWish::Kind;
using Role = MediaWish::Role;

struct Format
{
    Kind kind;
    std::initializer_list<const char *> suffixes;
};

std::optional<Kind> kindOfSuffix(const QString &suffix)
{
    static const Format formats[] = {
        {Kind::Film, {"mp4", "webm", "mov", "mkv", "avi", "m4v"}},
        {Kind::Sound, {"wav", "mp3", "flac", "ogg", "opus", "m4a", "aac", "pcm"}},
        {Kind::Shape, {"glb", "gltf", "obj", "fbx", "ply", "stl", "usdz", "usd", "mesh", "spz"}},
        {Kind::Archive, {"zip", "tar", "gz"}},
        {Kind::Weights, {"safetensors", "bin", "pt", "ckpt", "npy", "npz"}},
        {Kind::Json, {"json"}},
        {Kind::Vector, {"svg"}},
        {Kind::Captions, {"srt", "vtt", "ass"}},
        {Kind::Text, {"txt", "csv", "md", "mtl", "yaml", "yml", "pdf"}},
        {Kind::Picture,
         {"png", "jpg", "jpeg", "webp", "gif", "exr", "hdr", "avif", "psd", "tiff", "bmp"}},
    };
    for (const Format &format : formats) {
        if (std::any_of(format.suffixes.begin(), format.suffixes.end(),
                        [&suffix](const char *one) { return suffix == QLatin1String(one); }))
            return format.kind;
    }
    return std::nullopt;
}

/// The words of "individual_masks", "model_urls.glb" or "boundingbox_frames_zip".
QStringList wordsOf(QString name)
{
    return name.toLower().replace(u'.', u'_').split(u'_', Qt::SkipEmptyParts);
}

bool hasWord(const QStringList &words, std::initializer_list<const char *> wanted)
{
    return std::any_of(wanted.begin(), wanted.end(),
                       [&words](const char *word) { return words.contains(QLatin1String(word)); });
}

std::optional<Kind> kindOfWords(const QStringList &words)
{
    if (hasWord(words, {"zip", "archive", "dataset"}))
        return Kind::Archive;
    if (hasWord(words, {"captions", "caption", "subtitles", "srt", "vtt"}))
        return Kind::Captions;
    if (hasWord(words, {"lora", "weights", "embedding", "latents", "checkpoint"}))
        return Kind::Weights;
    if (hasWord(words, {"svg"}))
        return Kind::Vector;
    if (hasWord(words, {"config", "json", "lottie", "metadata"}))
        return Kind::Json;
    if (hasWord(words, {"mtl", "txt", "csv", "transcript", "log"}))
        return Kind::Text;
    if (hasWord(words, {"thumbnail",   "image",     "images",        "picture", "preview",
                        "texture",     "textures",  "mask",          "masks",   "frame",
                        "spritesheet", "rendered",  "visualization", "color",   "depth",
                        "normal",      "roughness", "metallic",      "albedo",  "exr"}))
        return Kind::Picture;
    if (hasWord(words, {"video", "videos", "movie", "clip", "animation"})
        && !words.contains(QLatin1String("fbx")) && !words.contains(QLatin1String("glb")))
        return Kind::Film;
    if (hasWord(words,
                {"audio", "audios", "sound", "speech", "song", "vocals", "drums", "bass", "guitar",
                 "piano", "other", "residual", "target", "instrumental", "voice"}))
        return Kind::Sound;
    if (hasWord(words,
                {"glb", "gltf", "obj", "fbx", "ply", "stl", "usdz", "mesh", "meshes", "model",
                 "world", "splat", "gaussian", "shape", "character", "armature"}))
        return Kind::Shape;
    return std::nullopt;
}

Kind kindOfCategory(const QString &category)
{
    if (category.endsWith(QLatin1String("video")))
        return Kind::Film;
    if (category.endsWith(QLatin1String("audio")) || category.endsWith(QLatin1String("speech")))
        return Kind::Sound;
    if (category.endsWith(QLatin1String("3d")))
        return Kind::Shape;
    if (category == QLatin1String("training"))
        return Kind::Weights;
    if (category == QLatin1String("json"))
        return Kind::Json;
    return Kind::Picture;
}

/// The address of the first example, of the file or of its url member.
QString exampleAddress(const QJsonObject &schema)
{
    QJsonValue example = schema.value(QLatin1String("examples"))[0];
    if (example.isUndefined())
        example = schema.value(QLatin1String("example"));
    while (example.isArray())
        example = example[0];
    return example.isObject() ? example[QLatin1String("url")].toString() : example.toString();
}

QString suffixOf(const QString &address)
{
    const QString name = QUrl(address.left(4'096)).fileName();
    return name.contains(u'.') ? name.section(u'.', -1).toLower() : QString();
}

Role roleOf(const QStringList &words)
{
    if (hasWord(words, {"mask", "masks"}))
        return Role::Mask;
    if (hasWord(words, {"depth"}))
        return Role::Depth;
    if (hasWord(words, {"normal", "normals"}))
        return Role::Normals;
    if (hasWord(words, {"edges", "canny"}))
        return Role::Edges;
    if (hasWord(words, {"pose", "skeleton"}))
        return Role::Pose;
    if (hasWord(words, {"preprocessed", "original", "input"}))
        return Role::Source;
    return Role::Result;
}

} // namespace

bool MediaWish::isFile(const QJsonObject &resolved)
{
    const QJsonObject properties = resolved.value(QLatin1String("properties")).toObject();
    if (!properties.contains(QLatin1String("url")))
        return false;
    return properties.contains(QLatin1String("content_type"))
        || properties.contains(QLatin1String("file_name"))
        || properties.contains(QLatin1String("file_size")) || properties.size() == 1;
}

MediaWish MediaWish::read(const QString &name, const QJsonObject &resolved, const QString &category)
{
    const QStringList words = wordsOf(name);
    MediaWish wish;
    wish.role = roleOf(words);
    static const QSet<QString> shapes{QStringLiteral("glb"), QStringLiteral("obj"),
                                      QStringLiteral("ply"), QStringLiteral("stl")};
    for (const QString &word : words) {
        if (shapes.contains(word))
            wish.format = word;
    }

    // Types made for one medium leave no doubt; examples show what really comes; then names.
    const QString type = resolved.value(QLatin1String("title")).toString();
    const QJsonObject properties = resolved.value(QLatin1String("properties")).toObject();
    const QString suffix = suffixOf(exampleAddress(resolved));
    const std::optional<Kind> shown = kindOfSuffix(suffix);
    const std::optional<Kind> named = kindOfWords(words);
    if (type.contains(QLatin1String("Video")) || properties.contains(QLatin1String("fps")))
        wish.kind = Kind::Film;
    else if (type.contains(QLatin1String("Audio"))
             || properties.contains(QLatin1String("channels")))
        wish.kind = Kind::Sound;
    else if (type.contains(QLatin1String("Image")) && !named)
        wish.kind = Kind::Picture;
    else if (shown)
        wish.kind = *shown;
    else
        wish.kind = named.value_or(kindOfCategory(category));
    if (wish.format.isEmpty() && shown == wish.kind)
        wish.format = suffix;
    return wish;
}

} // namespace peregrine::localserver
