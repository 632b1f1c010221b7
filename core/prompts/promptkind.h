#pragma once

#include "core/schema/fieldmeaning.h"

#include <QString>

#include <optional>

namespace peregrine {

/// Prompts are remembered apart from what pictures should not show.
enum class PromptKind {
    Prompt, ///< what is wanted; also words to speak
    Negative, ///< what is not
};

/// None when a field of that meaning is no prompt.
[[nodiscard]] std::optional<PromptKind> promptKindOf(FieldMeaning meaning);

/// Stable name for the database: "prompt", "negative".
[[nodiscard]] QString promptKindName(PromptKind kind);
[[nodiscard]] std::optional<PromptKind> promptKindFromName(const QString &name);

} // namespace peregrine
