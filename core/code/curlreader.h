#pragma once

#include "core/base/result.h"
#include "core/code/importedinput.h"

#include <optional>

namespace peregrine {

/// Reads the input out of a curl command, as fal's pages, a browser or CodeWriter write them: the
/// first command of the text that sends JSON to a model. Headers are not kept.
class CurlReader
{
public:
    /// Nothing when there is no curl command in the text.
    [[nodiscard]] static std::optional<Expected<ImportedInput, ImportFault>>
    read(const QString &text);
};

} // namespace peregrine
