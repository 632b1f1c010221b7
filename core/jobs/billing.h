#pragma once

#include "core/fal/endpointid.h"

#include <QString>

#include <optional>

namespace peregrine {

/// What the units that a server has billed for a request cost (ModelOutput::billableUnits).
class Billing
{
public:
    Billing() = default;
    Billing(const Billing &) = delete;
    Billing &operator=(const Billing &) = delete;
    virtual ~Billing();

    /// In US dollars; nothing where the price is not known. `units` is finite and 0 or more.
    [[nodiscard]] virtual std::optional<double>
    amount(const QString &server, const EndpointId &endpoint, double units) const = 0;
};

} // namespace peregrine
