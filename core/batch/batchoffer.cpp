#include "core/batch/batchoffer.h"

#include "core/schema/localfilecheck.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::BatchOffer)
};

/// What local files tell, each looked at once.
class Files
{
public:
    /// Nothing when the file is gone. Not valid for what is no picture.
    std::optional<QSize> pixelsOf(const QString &path)
    {
        auto known = m_pixels.constFind(path);
        if (known == m_pixels.cend()) {
            const bool isThere = QFileInfo(path).isReadable();
            const auto facts = checkLocalFile(path, MediaKind::Image, {});
            known = m_pixels.insert(
                path, isThere ? std::optional(facts ? facts->pixels : QSize()) : std::nullopt);
        }
        return *known;
    }

private:
    QHash<QString, std::optional<QSize>> m_pixels;
};

Expected<PriceFacts, Error> factsOf(const JobRequest &request, Files &files)
{
    PriceFacts facts;
    for (const LocalFile &file : request.files) {
        const auto pixels = files.pixelsOf(file.path);
        if (!pixels) {
            return Unexpected{
                Error::media(Words::tr("The file %1 is gone or cannot be read. Choose another one.")
                                 .arg(file.path))};
        }
        if (pixels->isValid())
            facts.pictures.insert(file.pointer, *pixels);
    }
    return facts;
}

PriceEstimate estimateOf(const JobRequest &request, const PriceFacts &facts,
                         const ModelSchema &schema, const BatchPrices &prices)
{
    const auto price = prices.prices.constFind(request.endpoint);
    return price == prices.prices.cend()
        ? PriceEstimate()
        : estimatePrice(*price, schema.input, request.input, facts);
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
    Files files;
    for (qsizetype i = 0; i < expansion.size(); ++i) {
        if (canceled)
            return Unexpected{Error::canceled()};
        auto made = expansion.request(i);
        if (!made)
            return Unexpected{made.error()};
        JobRequest request = std::move(made).value();
        const auto facts = factsOf(request, files);
        if (!facts)
            return Unexpected{facts.error()};
        if (!prices.isFree) {
            const PriceEstimate estimate =
                estimateOf(request, *facts, *expansion.schemaOf(request.endpoint), prices);
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
