#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/prompts/wildcardlists.h"
#include "core/prompts/wildcardrandom.h"
#include "core/prompts/wildcardtemplate.h"

#include <QString>

namespace peregrine {

/// A prompt that wildcards made longer than this many characters is refused.
inline constexpr qsizetype maxExpandedLength = 200'000;

/// One of the texts that can come of it. Names of lists that are not there stay as they are
/// written. A Validation error when lists lead back to themselves or the text grows beyond bounds.
[[nodiscard]] Expected<QString, Error>
expandWildcards(const WildcardTemplate &text, const WildcardLists &lists, WildcardRandom &random);

} // namespace peregrine
