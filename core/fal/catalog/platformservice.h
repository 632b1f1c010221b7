#pragma once

#include "core/fal/catalog/platformtypes.h"
#include "core/fal/falservice.h"

#include <QHash>

namespace peregrine {

using PriceList = QHash<EndpointId, UnitPrice>;

/// fal's platform API beside the catalogue (api.fal.ai/v1): prices, estimates, usage, balance, the
/// account's requests. What the key may not ask ends as Forbidden or Unauthorized.
class PlatformService final : public FalService
{
    Q_OBJECT

public:
    /// fal's limit for one question.
    static constexpr qsizetype maxPricedEndpoints = 50;

    explicit PlatformService(FalTransport &transport, QObject *parent = nullptr);

    /// Unit prices; endpoints without one are missing in the answer. At most maxPricedEndpoints are
    /// asked about.
    FalCall<PriceList> *pricing(const QList<EndpointId> &endpoints);
    FalCall<Money> *estimate(const EstimateQuery &query);
    FalCall<UsageReport> *usage(const UsageQuery &query);
    /// User name and credits (an ADMIN key).
    FalCall<AccountBilling> *billing();
    /// Newest first.
    FalCall<RequestsPage> *requestsByEndpoint(const RequestsQuery &query);
};

} // namespace peregrine
