#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/batch/variationaxis.h"

#include <QJsonObject>
#include <QList>
#include <QString>

namespace peregrine {

/// What a batch varies: all combinations of the stops of its axes. A plain value; without axes it
/// is one job.
struct VariationPlan
{
    static constexpr qsizetype maxJobs = 1000;
    static constexpr qsizetype maxAxes = 8;
    /// Characters of a plan as it is kept.
    static constexpr qsizetype maxJsonBytes = 16LL * 1024 * 1024;

    QList<VariationAxis> axes;

    /// How many combinations there are, at most one more than the greatest number there is a use
    /// for (a million): people need not know how many more.
    [[nodiscard]] qsizetype count() const;
    /// The stop on each axis; the last axis goes fastest. The index must be below count().
    [[nodiscard]] QList<int> placeOf(qsizetype index) const;
    /// Whether the place is one of this plan's.
    [[nodiscard]] bool has(const QList<int> &place) const;
    /// What is wrong with it as a whole, in a sentence: too many jobs, a field that is varied
    /// twice, an axis without values. Empty when it can be sent.
    [[nodiscard]] QString problem() const;
    /// "10 seeds × 3 values of Strength × 2 models".
    [[nodiscard]] QString words() const;
    /// The labels of a place: "Seed 5 · Strength 0.4".
    [[nodiscard]] QString words(const QList<int> &place) const;

    [[nodiscard]] QJsonObject toJson() const;
    /// The error is Malformed: the plan comes from a database that others can write.
    [[nodiscard]] static Expected<VariationPlan, Error> fromJson(const QJsonObject &json);

    friend bool operator==(const VariationPlan &, const VariationPlan &) = default;
};

} // namespace peregrine
