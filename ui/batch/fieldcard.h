#pragma once

#include "core/batch/variablefields.h"
#include "core/prompts/wildcardlists.h"

namespace peregrine {

class AxisCard;
class Dialogs;

/// The card to vary a field, with all ways that suit it; the likeliest is chosen. Without a parent.
/// The dialogs must outlive it.
[[nodiscard]] AxisCard *makeFieldCard(const VariableField &field, const WildcardLists &lists,
                                      Dialogs &dialogs);

} // namespace peregrine
