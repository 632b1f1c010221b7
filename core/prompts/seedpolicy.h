#pragma once

#include "core/schema/fieldspec.h"

#include <QJsonValue>
#include <QString>

#include <optional>

class QRandomGenerator;

namespace peregrine {

/// Where the seed of the next run comes from; remembered for each model.
enum class SeedPolicy {
    Random, ///< a new one for every run
    Fixed, ///< the one in the field
    Increment, ///< the one in the field, which then goes up by one
};

/// Stable name for settings: "random", "fixed", "increment".
[[nodiscard]] QString seedPolicyName(SeedPolicy policy);
[[nodiscard]] std::optional<SeedPolicy> seedPolicyFromName(const QString &name);

/// The input's seed field of the first level that people set; null when the model has none.
[[nodiscard]] const FieldSpec *seedField(const FieldSpec &root);

/// A seed that the field takes. Without bounds of the model's own it has 31 bits, which every model
/// takes.
[[nodiscard]] qint64 drawSeed(const NumberRange &range, QRandomGenerator &random);
/// The seed after this one; after the greatest one the smallest that is not negative.
[[nodiscard]] qint64 seedAfter(const NumberRange &range, qint64 seed);

/// What a seed field sends now, and what it holds for the run after.
struct SeedTurn
{
    qint64 sent = 0;
    /// Undefined: empty.
    QJsonValue next = QJsonValue::Undefined;
};

/// `held` is what stands in the field; anything but a whole number is empty. With Random it counts
/// for nothing; with the others an empty field gets a drawn seed.
[[nodiscard]] SeedTurn seedTurn(SeedPolicy policy, const NumberRange &range, const QJsonValue &held,
                                QRandomGenerator &random);

} // namespace peregrine
