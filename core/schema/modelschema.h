#pragma once

#include "core/schema/fieldspec.h"

#include <QMetaType>
#include <QString>

namespace peregrine {

/// What one member of a model's result is said to be.
struct OutputSpec
{
    QString name;
    QString title;
    QString help;
    /// Nothing where it holds no files.
    std::optional<MediaKind> media;
    bool list = false;
};

/// What a model takes and gives, read from its OpenAPI document.
struct ModelSchema
{
    /// info.x-fal-metadata.endpointId, may be empty.
    QString endpointId;
    QString category;
    /// The root: an Object whose children are the fields; or a Map of Any where the document does
    /// not say which there are.
    FieldSpec input;
    QList<OutputSpec> output;
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::ModelSchema)
