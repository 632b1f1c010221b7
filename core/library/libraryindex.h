#pragma once

#include "core/base/ids.h"
#include "core/base/mediakind.h"

#include <QList>
#include <QString>

namespace peregrine {

/// One asset in an index: enough to lay out, group and jump; the rest comes by load().
struct LibraryEntry
{
    AssetId id;
    /// Milliseconds since 1970 in UTC.
    qint64 createdAt = 0;
    /// The same for assets of one batch; 0 for none.
    qint64 batch = 0;
    /// The same for assets of one prompt, whatever its case and white space; 0 for none.
    qint64 prompt = 0;
    /// Place in LibraryIndex::models; -1 when no model is known.
    int model = -1;
    /// Width by height; 0 when not known.
    float aspect = 0;
    MediaKind kind = MediaKind::Other;
};

/// All that a query finds, in its order, without what only few of them need at a time.
struct LibraryIndex
{
    struct Model
    {
        QString endpoint;
        QString title;
    };

    QList<LibraryEntry> entries;
    QList<Model> models;
};

} // namespace peregrine
