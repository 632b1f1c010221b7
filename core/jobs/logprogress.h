#pragma once

#include <QString>

#include <optional>

namespace peregrine {

/// How far a model is by its own log line: "step 3/28", " 46%|####  | 13/28 [00:01<...", "62%".
/// 0..1; nothing when the line does not say.
[[nodiscard]] std::optional<double> progressOfLogMessage(const QString &message);

} // namespace peregrine
