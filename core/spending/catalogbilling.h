#pragma once

#include "core/jobs/billing.h"

namespace peregrine {

class ModelCatalog;

/// What billed units cost, by the unit prices of the catalogue's server. Knows nothing of other
/// servers, nor of prices in other currencies than US dollars.
class CatalogBilling final : public Billing
{
public:
    /// The catalogue must outlive it; it is called in the catalogue's thread.
    explicit CatalogBilling(const ModelCatalog &catalog);

    [[nodiscard]] std::optional<double> amount(const QString &server, const EndpointId &endpoint,
                                               double units) const override;

private:
    const ModelCatalog &m_catalog;
};

} // namespace peregrine
