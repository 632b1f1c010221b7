#pragma once

#include "core/localserver/models/schemaresolver.h"

#include <QJsonObject>
#include <QString>

namespace peregrine::localserver {

/// What an output field wants to hold, read from its name, its type's name and its examples.
struct MediaWish
{
    enum class Kind { Picture, Film, Sound, Shape, Archive, Text, Json, Vector, Captions, Weights };
    /// What is to be seen on a picture or in a film.
    enum class Role { Result, Mask, Depth, Normals, Edges, Pose, Source };

    Kind kind = Kind::Picture;
    Role role = Role::Result;
    /// Of shapes and texts, without dot; empty: the usual one.
    QString format;

    /// Whether a schema is an object that stands for a file: {url, content_type, ...}.
    [[nodiscard]] static bool isFile(const QJsonObject &resolved);
    /// name: of the field, or of the list it stands in; for a field of an object that names a kind
    /// by itself (model_urls.glb), the whole path joined by dots.
    [[nodiscard]] static MediaWish read(const QString &name, const QJsonObject &resolved,
                                        const QString &category);
};

} // namespace peregrine::localserver
