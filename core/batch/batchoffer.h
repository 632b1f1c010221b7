#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/batch/batchexpansion.h"
#include "core/catalog/priceestimate.h"

#include <QHash>
#include <QList>

#include <atomic>
#include <optional>

namespace peregrine {

/// What the models of a batch cost.
struct BatchPrices
{
    /// The server makes its results for nothing.
    bool isFree = false;
    /// Without those the server names no price for.
    QHash<EndpointId, UnitPrice> prices;
};

/// All jobs of a batch with what they cost together.
struct BatchOffer
{
    QList<JobRequest> requests;
    /// The worst of all jobs that have a price: Estimated when one is; Unknown when none has one.
    PriceCertainty certainty = PriceCertainty::Unknown;
    /// Of the jobs with a price; their currency is the first one's, others count as not priced.
    Money cost;
    /// Jobs whose price is not known.
    qsizetype unpriced = 0;
    bool isFree = false;

    /// "about $1.50", "$1.50", "at least $1.20: the price of 3 jobs is not known", "free".
    [[nodiscard]] QString costWords() const;
};

/// Works out every job of the batch and its price, or the first error; files of this machine must
/// be there. Ends early, with a Canceled error, when `canceled` turns true. Blocks; for a thread of
/// its own.
[[nodiscard]] Expected<BatchOffer, Error> makeBatchOffer(const BatchExpansion &expansion,
                                                         const BatchPrices &prices,
                                                         const std::atomic_bool &canceled);

} // namespace peregrine
