#pragma once

#include "core/fal/catalog/platformtypes.h"
#include "core/schema/fieldspec.h"

#include <QHash>
#include <QJsonObject>
#include <QSize>
#include <QString>

namespace peregrine {

/// How far an estimate can be trusted.
enum class PriceCertainty {
    Exact, ///< the inputs say all that the unit counts
    Estimated, ///< worked out from the inputs; the server may round or count otherwise
    Unknown, ///< what the unit counts is only known afterwards; the amount means nothing
};

/// What cannot be read from the inputs themselves.
struct PriceFacts
{
    /// Runs that are sent together.
    int runs = 1;
    /// Pixels of local pictures by the pointer of their field.
    QHash<QString, QSize> pictures;
};

/// What sending a form costs.
struct PriceEstimate
{
    PriceCertainty certainty = PriceCertainty::Unknown;
    /// Of all runs.
    Money cost;
    /// How it was worked out, for people: "$0.025 × 2 images". Never empty.
    QString rule;
};

/// What these inputs cost at a unit price of fal's (GET /models/pricing; its units are open text:
/// images, megapixels, seconds, 5 seconds, 1000 characters, ...). What is not set counts as the
/// model's default. Nothing is invented: a unit that counts what only the server will know, such as
/// compute seconds or tokens, gives Unknown.
[[nodiscard]] PriceEstimate estimatePrice(const UnitPrice &price, const FieldSpec &input,
                                          const QJsonObject &values, const PriceFacts &facts = {});

/// "$0.025", "0.02 EUR". Small amounts keep their digits.
[[nodiscard]] QString moneyText(const Money &money);

} // namespace peregrine
