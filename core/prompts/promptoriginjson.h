#pragma once

#include "core/prompts/prompttemplate.h"

#include <QJsonObject>

namespace peregrine {

/// For receipts and the library: {"templates": {"/prompt": "a {red|blue} cat"}, "seed": 7}. Empty
/// when no prompt had wildcards.
[[nodiscard]] QJsonObject promptOriginToJson(const PromptOrigin &origin);
/// What cannot be read is left out.
[[nodiscard]] PromptOrigin promptOriginFromJson(const QJsonObject &json);

} // namespace peregrine
