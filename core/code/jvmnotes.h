#pragma once

#include <QJsonValue>
#include <QStringList>

namespace peregrine {

/// What fal's Java and Kotlin clients do to an input: their Gson leaves out members that are null.
[[nodiscard]] QStringList jvmNotes(const QJsonValue &input);

} // namespace peregrine
