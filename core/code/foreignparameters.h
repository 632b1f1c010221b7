#pragma once

#include "core/code/importedinput.h"

#include <QString>

#include <optional>

namespace peregrine {

/// What other programs write into their pictures, in fal's names of inputs: prompt,
/// negative_prompt, seed, num_inference_steps, guidance_scale, image_size. What has no name there
/// is listed as unused. Reads A1111 and Forge (`parameters` as text), SwarmUI (`parameters` with
/// sui_image_params), InvokeAI (`invokeai_metadata`) and ComfyUI (`prompt`, a graph of nodes with a
/// sampler); nothing when the text is none of these. Any thread.
[[nodiscard]] std::optional<ImportedInput> readForeignParameters(const QString &key,
                                                                 const QString &text);

} // namespace peregrine
