#pragma once

#include "core/base/mediakind.h"

#include <QImage>
#include <QString>
#include <QStringList>

#include <optional>

class QMimeData;

namespace peregrine {

/// What came over the clipboard or a drop, read for a media field. Exactly one member is set.
struct Drop
{
    /// Absolute paths of files of this machine; they may be of any kind and may be gone.
    QStringList files;
    QImage picture;
    /// A web address or a data URI.
    QString address;
};

/// Local files first, then a picture, then a web link: what people mean when a browser offers all
/// three. Nothing where it holds none of them; pictures only for fields that take pictures.
[[nodiscard]] std::optional<Drop> readDrop(const QMimeData &mime, MediaKind wanted);

} // namespace peregrine
