#include "core/spending/catalogbilling.h"

#include "core/catalog/modelcatalog.h"

#include <cmath>

namespace peregrine {

CatalogBilling::CatalogBilling(const ModelCatalog &catalog)
    : m_catalog(catalog)
{ }

std::optional<double> CatalogBilling::amount(const QString &server, const EndpointId &endpoint,
                                             double units) const
{
    if (server != m_catalog.server())
        return std::nullopt;
    const auto price = m_catalog.priceOf(endpoint);
    // A price of nothing is how fal lists models whose price it does not say.
    if (!price || price->amount <= 0 || price->currency.compare(u"USD", Qt::CaseInsensitive) != 0)
        return std::nullopt;
    const double amount = price->amount * units;
    return std::isfinite(amount) ? std::optional(amount) : std::nullopt;
}

} // namespace peregrine
