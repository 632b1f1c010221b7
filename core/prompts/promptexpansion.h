#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/prompts/prompttemplate.h"
#include "core/prompts/wildcardlists.h"
#include "core/schema/fieldspec.h"

#include <QJsonObject>
#include <QStringList>

namespace peregrine {

/// An input whose wildcards were decided.
struct ExpandedInput
{
    QJsonObject input;
    /// Without templates when no prompt had wildcards.
    PromptOrigin origin;
    /// Lists that prompts name and that are not there; their names were left in the prompts.
    QStringList unknownLists;
};

/// Decides the wildcards of all prompts of the input. The same seed and lists give the same
/// prompts. A Validation error names the prompt it is about in its fields.
[[nodiscard]] Expected<ExpandedInput, Error> expandPrompts(const FieldSpec &root,
                                                           const QJsonObject &input,
                                                           const WildcardLists &lists,
                                                           quint32 seed);

} // namespace peregrine
