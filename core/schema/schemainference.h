#pragma once

#include <QJsonArray>
#include <QJsonObject>

namespace peregrine {

/// A schema that admits all examples, for a component that a document names and does not hold: its
/// author's examples are all there is to know about it. Empty where they are of several types.
[[nodiscard]] QJsonObject schemaOfExamples(const QJsonArray &examples);

/// All entries of those examples that are arrays.
[[nodiscard]] QJsonArray entriesOf(const QJsonArray &examples);

} // namespace peregrine
