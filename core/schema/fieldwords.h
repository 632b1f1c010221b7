#pragma once

#include "core/schema/fieldspec.h"

#include <QJsonObject>
#include <QString>

namespace peregrine {

/// The label of a field: its author's title, or its name in words. "Image Url" is called "Image":
/// what people give is a picture.
[[nodiscard]] QString fieldTitle(const FieldSpec &spec, const QJsonObject &schema);

/// The author's description without the indentation of the source it was cut from; lines that only
/// wrap are joined, paragraphs and list entries stay.
[[nodiscard]] QString fieldHelp(const QJsonObject &schema);

/// What one branch of a union is called in the choice of branches.
[[nodiscard]] QString branchTitle(const FieldSpec &branch, const QString &componentTitle);

/// What one entry of a list is called: "LoRAs" -> "LoRA", "Bounding Boxes" -> "Bounding Box". A
/// title that is no regular English plural stays as it is.
[[nodiscard]] QString entryTitle(const QString &listTitle);

/// A name or class name in words: "num_inference_steps" -> "Num Inference Steps", "ImageSize" ->
/// "Image Size", "image_url" -> "Image URL".
[[nodiscard]] QString wordsOfName(const QString &name);

} // namespace peregrine
