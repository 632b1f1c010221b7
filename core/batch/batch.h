#pragma once

#include "core/base/ids.h"
#include "core/batch/variationplan.h"

#include <QDateTime>
#include <QString>

namespace peregrine {

/// Jobs that were sent together, and what differs between them. The jobs themselves know their
/// place in the plan (Job::batchPlace).
struct Batch
{
    BatchId id;
    /// For lists and windows: the prompt, or the model.
    QString title;
    QDateTime createdAt;
    VariationPlan plan;

    friend bool operator==(const Batch &, const Batch &) = default;
};

} // namespace peregrine
