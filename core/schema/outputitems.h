#pragma once

#include "core/base/mediakind.h"

#include <QJsonValue>
#include <QList>
#include <QSize>
#include <QString>
#include <QUrl>

namespace peregrine {

/// One result found in a model's output: a file to fetch, or a text.
struct OutputItem
{
    MediaKind kind = MediaKind::Other;
    /// http, https or data. Empty for a text.
    QUrl url;
    /// As the server says, in lower case and without parameters; may be empty, and may be wrong.
    QString contentType;
    /// As the server says: a hint for people, never a path.
    QString fileName;
    /// Pixels, where the server says so; invalid otherwise.
    QSize size;
    /// The words of a text item.
    QString text;
    /// Where in the output, as a JSON pointer: "/images/0".
    QString pointer;

    friend bool operator==(const OutputItem &, const OutputItem &) = default;
};

/// The results in an output, the main ones first: objects with a url (fal's File, Image, Video,
/// Audio), strings that are media URLs or data URIs, anywhere, and the main texts (output, text,
/// ...). Members of a wrong type, addresses that are neither http(s) nor data, and the endless are
/// passed over, so any value is safe; at most 1000 items come back. Works without the model's
/// schema: 2 of 100 outputs are not described, and some are described wrongly.
[[nodiscard]] QList<OutputItem> outputItems(const QJsonValue &output);

} // namespace peregrine
