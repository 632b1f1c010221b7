#pragma once

#include "core/catalog/modelcard.h"

#include <QString>

namespace peregrine::modeltext {

/// A category in words: "text-to-image" is "Text to image".
[[nodiscard]] QString category(const QString &category);
/// The icon of what a model of a category makes, or takes where it makes words.
[[nodiscard]] QString categoryIcon(const QString &category);
/// "$0.025 per image"; empty when not known.
[[nodiscard]] QString price(const ModelCard &card);
/// "3 hours ago".
[[nodiscard]] QString age(const QDateTime &time, const QDateTime &now);
/// What a screen reader says of a model.
[[nodiscard]] QString spoken(const ModelCard &card);

/// A description as the catalogue gives it, for a view of Markdown that must neither load pictures
/// nor take HTML.
[[nodiscard]] QString safeMarkdown(const QString &text);

} // namespace peregrine::modeltext
