#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/prompts/wildcardlists.h"
#include "core/prompts/wildcardtemplate.h"

#include <QStringList>

namespace peregrine {

/// Every text that can come of a prompt's wildcards, each once, in the order of the options;
/// options that are never taken are left out, names of lists that are not there stay. A Validation
/// error when there are more than `most`, when lists lead back to themselves, or a text grows
/// beyond bounds.
[[nodiscard]] Expected<QStringList, Error>
wildcardCombinations(const WildcardTemplate &text, const WildcardLists &lists, qsizetype most);

} // namespace peregrine
