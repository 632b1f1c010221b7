#pragma once

#include "core/credentials/profile.h"
#include "core/spending/spendtotals.h"

#include <QPushButton>

namespace peregrine {

/// What was spent today, beside the server: "≈ $1.24 today". Warns when a limit is used up.
class SpendChip : public QPushButton
{
    Q_OBJECT

public:
    explicit SpendChip(QWidget *parent = nullptr);

    void setTotals(const SpendTotals &totals, const SpendLimits &limits);
};

} // namespace peregrine
