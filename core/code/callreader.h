#pragma once

#include "core/base/result.h"
#include "core/code/importedinput.h"

#include <optional>

namespace peregrine {

/// Reads the input out of a call of fal's JavaScript or Python client: fal.subscribe("id",
/// {input}), fal.queue.submit, run, stream; fal_client.subscribe("id", arguments={...}) and its
/// like, also with _async. Nothing is run.
class CallReader
{
public:
    /// Nothing when there is no such call in the text.
    [[nodiscard]] static std::optional<Expected<ImportedInput, ImportFault>>
    read(const QString &text);
};

} // namespace peregrine
