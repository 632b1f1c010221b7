#include "core/media/resultcheck.h"

#include "core/base/logging.h"
#include "core/media/mediaprobe.h"
#include "core/media/mediatypes.h"

#include <QCoreApplication>

namespace peregrine {

namespace {

const auto html = QLatin1String("text/html");

QString tr(const char *text)
{
    return QCoreApplication::translate("peregrine::ResultCheck", text);
}

/// Lower case, without parameters; "image" becomes "image/".
QString normalized(const QString &contentType)
{
    const QString type = contentType.section(u';', 0, 0).trimmed().toLower();
    return type.isEmpty() || type.contains(u'/') ? type : type + u'/';
}

bool isPlayable(MediaKind kind)
{
    return kind == MediaKind::Image || kind == MediaKind::Video || kind == MediaKind::Audio;
}

QString insteadOf(MediaKind expected, const MediaInfo &found)
{
    if (found.mimeType == html)
        return tr(QT_TRANSLATE_NOOP("peregrine::ResultCheck",
                                    "The server sent a web page instead of the result's file. Try "
                                    "again; if it happens again, the file is no longer there."));
    switch (expected) {
    case MediaKind::Image:
        return tr(QT_TRANSLATE_NOOP("peregrine::ResultCheck",
                                    "The server sent something that is not a picture (%1)."))
            .arg(found.mimeType);
    case MediaKind::Video:
        return tr(QT_TRANSLATE_NOOP("peregrine::ResultCheck",
                                    "The server sent something that is not a video (%1)."))
            .arg(found.mimeType);
    default:
        return tr(QT_TRANSLATE_NOOP("peregrine::ResultCheck",
                                    "The server sent something that is not sound (%1)."))
            .arg(found.mimeType);
    }
}

/// Content alone cannot tell some text and 3D formats from plain text or bytes; there the expected
/// type is believed.
MediaInfo refined(MediaInfo found, const QString &expected)
{
    const bool isGeneric = found.mimeType == QLatin1String("text/plain")
        || found.mimeType == QLatin1String("application/octet-stream")
        || found.mimeType == QLatin1String("application/json");
    const MediaKind kind = mediaKindOfMimeType(expected);
    const bool isTextForm = kind == MediaKind::Text && found.kind == MediaKind::Text;
    if (isGeneric && (kind == MediaKind::Model3d || isTextForm) && isKnownType(expected)
        && expected != html) {
        found.mimeType = expected;
        found.kind = kind;
    }
    return found;
}

} // namespace

Expected<MediaInfo, Error> checkResult(const QString &path, const QString &expectedType)
{
    const auto found = probeMedia(path);
    if (!found)
        return found;
    const QString expected = normalized(expectedType);
    const MediaKind kind = mediaKindOfMimeType(expected);
    const bool isStrangePage = found->mimeType == html && expected != html;
    if (isStrangePage || (isPlayable(kind) && !isPlayable(found->kind)))
        return Unexpected{Error::media(insteadOf(kind, *found))};
    if (!expected.isEmpty() && kind != found->kind)
        qCInfo(lcMedia) << "A result announced as" << expected << "is" << found->mimeType;
    return refined(*found, expected);
}

} // namespace peregrine
