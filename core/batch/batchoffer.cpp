#include "core/batch/batchoffer.h"

#include <QCoreApplication>

#include <algorithm>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::BatchOffer)
};

PriceEstimate estimateOf(const JobRequest &request, const ModelSchema &schema,
                         const BatchPrices &prices)
{
    const auto price = prices.prices.constFind(request.endpoint);
    if (price == prices.prices.cend())
        return {};
    PriceFacts facts;
    for (const LocalFile &file : request.files) {
        if (const auto size = prices.pictures.constFind(file.path); size != prices.pictures.cend())
            facts.pictures.insert(file.pointer, *size);
    }
    return estimatePrice(*price, schema.input, request.input, facts);
}

void add(BatchOffer &offer, const PriceEstimate &estimate)
{
    const bool isFirst = offer.cost.currency.isEmpty();
    if (estimate.certainty == PriceCertainty::Unknown
        || (!isFirst && estimate.cost.currency != offer.cost.currency)) {
        ++offer.unpriced;
        return;
    }
    offer.cost.currency = estimate.cost.currency;
    offer.cost.amount += estimate.cost.amount;
    offer.certainty = isFirst ? estimate.certainty : std::max(offer.certainty, estimate.certainty);
}

} // namespace

QString BatchOffer::costWords() const
{
    if (isFree)
        return Words::tr("free, made on this computer");
    if (certainty == PriceCertainty::Unknown)
        return Words::tr("price not known");
    const QString amount = moneyText(cost);
    if (unpriced > 0)
        return Words::tr("at least %1, as the price of %n job(s) is not known", nullptr,
                         static_cast<int>(unpriced))
            .arg(amount);
    //: the price of a batch that is estimated
    return certainty == PriceCertainty::Exact ? amount : Words::tr("about %1").arg(amount);
}

Expected<BatchOffer, Error> makeBatchOffer(const BatchExpansion &expansion,
                                           const BatchPrices &prices,
                                           const std::atomic_bool &canceled)
{
    static_assert(PriceCertainty::Exact < PriceCertainty::Estimated);
    BatchOffer offer;
    offer.isFree = prices.isFree;
    offer.requests.reserve(expansion.size());
    for (qsizetype i = 0; i < expansion.size(); ++i) {
        if (canceled)
            return Unexpected{Error::canceled()};
        auto made = expansion.request(i);
        if (!made)
            return Unexpected{made.error()};
        JobRequest request = std::move(made).value();
        if (!prices.isFree) {
            const PriceEstimate estimate =
                estimateOf(request, *expansion.schemaOf(request.endpoint), prices);
            if (estimate.certainty != PriceCertainty::Unknown
                && estimate.cost.currency == QLatin1String("USD"))
                request.estimatedCost = estimate.cost.amount;
            add(offer, estimate);
        }
        offer.requests.append(std::move(request));
    }
    return offer;
}

} // namespace peregrine
