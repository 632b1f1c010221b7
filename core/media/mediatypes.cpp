#include "core/media/mediatypes.h"

#include <QStringDecoder>

#include <array>
#include <string_view>

namespace peregrine {

namespace {

using namespace std::string_view_literals;

struct Signature
{
    qsizetype offset;
    std::string_view bytes;
    const char *mimeType;
    /// A second mark that must be there as well; empty: none.
    qsizetype secondOffset = 0;
    std::string_view second = {};
};

constexpr std::array signatures{
    Signature{0, "\x89PNG\r\n\x1a\n"sv, "image/png"},
    Signature{0, "\xff\xd8\xff"sv, "image/jpeg"},
    Signature{0, "GIF87a"sv, "image/gif"},
    Signature{0, "GIF89a"sv, "image/gif"},
    Signature{0, "RIFF"sv, "image/webp", 8, "WEBP"sv},
    Signature{0, "RIFF"sv, "audio/wav", 8, "WAVE"sv},
    Signature{0, "RIFF"sv, "video/x-msvideo", 8, "AVI "sv},
    Signature{0, "BM"sv, "image/bmp", 6, "\0\0\0\0"sv},
    Signature{0, "II*\0"sv, "image/tiff"},
    Signature{0, "MM\0*"sv, "image/tiff"},
    Signature{4, "ftyp"sv, "image/avif", 8, "avif"sv},
    Signature{4, "ftyp"sv, "image/avif", 8, "avis"sv},
    Signature{4, "ftyp"sv, "image/heic", 8, "heic"sv},
    Signature{4, "ftyp"sv, "image/heic", 8, "heix"sv},
    Signature{4, "ftyp"sv, "image/heif", 8, "mif1"sv},
    Signature{4, "ftyp"sv, "video/quicktime", 8, "qt  "sv},
    Signature{4, "ftyp"sv, "audio/mp4", 8, "M4A "sv},
    Signature{4, "ftyp"sv, "video/mp4"},
    Signature{0, "\xff\x0a"sv, "image/jxl"},
    Signature{0, "\0\0\0\x0cJXL \r\n\x87\n"sv, "image/jxl"},
    Signature{0, "ID3"sv, "audio/mpeg"},
    Signature{0, "fLaC"sv, "audio/flac"},
    Signature{0, "OggS"sv, "video/ogg"},
    Signature{0, "glTF"sv, "model/gltf-binary"},
    Signature{0, "Kaydara FBX Binary"sv, "model/fbx"},
    Signature{0, "ply\n"sv, "model/ply"},
    Signature{0, "ply\r\n"sv, "model/ply"},
    Signature{0, "PK\3\4"sv, "application/zip"},
    Signature{0, "\x1f\x8b"sv, "application/gzip"},
    Signature{0, "%PDF-"sv, "application/pdf"},
};

struct TypeRow
{
    const char *mimeType;
    const char *extension;
    /// QImageReader's name of the format; empty: not decoded.
    const char *imageFormat;
};

constexpr std::array types{
    TypeRow{"image/png", ".png", "png"},      TypeRow{"image/jpeg", ".jpg", "jpeg"},
    TypeRow{"image/gif", ".gif", "gif"},      TypeRow{"image/webp", ".webp", "webp"},
    TypeRow{"image/bmp", ".bmp", "bmp"},      TypeRow{"image/tiff", ".tiff", "tiff"},
    TypeRow{"image/svg+xml", ".svg", "svg"},  TypeRow{"image/avif", ".avif", "avif"},
    TypeRow{"image/heic", ".heic", "heic"},   TypeRow{"image/heif", ".heif", "heif"},
    TypeRow{"image/jxl", ".jxl", ""},         TypeRow{"video/mp4", ".mp4", ""},
    TypeRow{"video/quicktime", ".mov", ""},   TypeRow{"video/webm", ".webm", ""},
    TypeRow{"video/x-matroska", ".mkv", ""},  TypeRow{"video/x-msvideo", ".avi", ""},
    TypeRow{"video/ogg", ".ogv", ""},         TypeRow{"audio/wav", ".wav", ""},
    TypeRow{"audio/mpeg", ".mp3", ""},        TypeRow{"audio/mp4", ".m4a", ""},
    TypeRow{"audio/aac", ".aac", ""},         TypeRow{"audio/flac", ".flac", ""},
    TypeRow{"audio/ogg", ".ogg", ""},         TypeRow{"audio/webm", ".weba", ""},
    TypeRow{"audio/x-matroska", ".mka", ""},  TypeRow{"model/gltf-binary", ".glb", ""},
    TypeRow{"model/fbx", ".fbx", ""},         TypeRow{"model/ply", ".ply", ""},
    TypeRow{"model/obj", ".obj", ""},         TypeRow{"model/stl", ".stl", ""},
    TypeRow{"model/gltf+json", ".gltf", ""},  TypeRow{"application/zip", ".zip", ""},
    TypeRow{"application/gzip", ".gz", ""},   TypeRow{"application/pdf", ".pdf", ""},
    TypeRow{"application/json", ".json", ""}, TypeRow{"text/html", ".html", ""},
    TypeRow{"text/csv", ".csv", ""},          TypeRow{"text/markdown", ".md", ""},
    TypeRow{"text/vtt", ".vtt", ""},          TypeRow{"text/plain", ".txt", ""},
};

const TypeRow *rowOf(const QString &mimeType)
{
    for (const TypeRow &row : types) {
        if (mimeType == QLatin1String(row.mimeType))
            return &row;
    }
    return nullptr;
}

bool hasAt(std::string_view head, qsizetype offset, std::string_view bytes)
{
    const auto at = static_cast<size_t>(offset);
    return head.size() >= at + bytes.size() && head.substr(at, bytes.size()) == bytes;
}

/// MPEG audio and ADTS frames start with eleven or twelve set bits; the fields after them must make
/// sense, else any binary would do.
QString mpegFrameType(const QByteArray &head)
{
    if (head.size() < 4 || static_cast<uchar>(head.at(0)) != 0xff)
        return {};
    const auto second = static_cast<uchar>(head.at(1));
    const auto third = static_cast<uchar>(head.at(2));
    if ((second & 0xf6) == 0xf0)
        return QStringLiteral("audio/aac");
    const bool layer3 = (second & 0xe6) == 0xe2;
    const bool version = (second & 0x18) != 0x08;
    const bool bitRate = (third & 0xf0) != 0xf0 && (third & 0xf0) != 0;
    const bool sampleRate = (third & 0x0c) != 0x0c;
    return layer3 && version && bitRate && sampleRate ? QStringLiteral("audio/mpeg") : QString();
}

bool isText(const QByteArray &head)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString text = decoder.decode(head);
    if (decoder.hasError())
        return false;
    for (const QChar character : text) {
        if (character < u' ' && character != u'\n' && character != u'\r' && character != u'\t'
            && character != u'\f' && character != u'\x1b')
            return false;
    }
    return true;
}

QString textType(const QByteArray &head)
{
    QByteArray start = head;
    if (start.startsWith("\xef\xbb\xbf"))
        start.remove(0, 3);
    start = start.trimmed().toLower();
    if (start.startsWith("<!doctype html") || start.startsWith("<html")
        || (start.startsWith('<') && start.contains("<html")))
        return QStringLiteral("text/html");
    if (start.startsWith("<svg") || (start.startsWith('<') && start.contains("<svg")))
        return QStringLiteral("image/svg+xml");
    if (start.startsWith('{') || start.startsWith('['))
        return QStringLiteral("application/json");
    return QStringLiteral("text/plain");
}

} // namespace

QString sniffMimeType(const QByteArray &head)
{
    const std::string_view view(head.constData(), static_cast<size_t>(head.size()));
    for (const Signature &signature : signatures) {
        if (hasAt(view, signature.offset, signature.bytes)
            && hasAt(view, signature.secondOffset, signature.second))
            return QLatin1String(signature.mimeType);
    }
    if (hasAt(view, 0, "\x1a\x45\xdf\xa3"sv))
        return head.left(64).contains("webm") ? QStringLiteral("video/webm")
                                              : QStringLiteral("video/x-matroska");
    if (const QString audio = mpegFrameType(head); !audio.isEmpty())
        return audio;
    if (!head.isEmpty() && isText(head))
        return textType(head);
    return QStringLiteral("application/octet-stream");
}

QString extensionFor(const QString &mimeType)
{
    const TypeRow *row = rowOf(mimeType);
    return row ? QString(QLatin1String(row->extension)) : QStringLiteral(".bin");
}

bool isKnownType(const QString &mimeType)
{
    return rowOf(mimeType) != nullptr;
}

QByteArray imageFormatFor(const QString &mimeType)
{
    const TypeRow *row = rowOf(mimeType);
    return row ? QByteArray(row->imageFormat) : QByteArray();
}

} // namespace peregrine
