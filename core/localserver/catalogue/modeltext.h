#pragma once

#include "core/localserver/models/localmodel.h"

#include <QString>

namespace peregrine::localserver {

/// A model's llms.txt: what it is, what it costs, and its inputs and outputs, in Markdown.
[[nodiscard]] QString modelText(const LocalModel &model, const QString &base);

} // namespace peregrine::localserver
