#include "ui/spending/spendchip.h"

#include "core/spending/spendguard.h"
#include "ui/theme/theme.h"

namespace peregrine {

namespace {

bool isUsedUp(const std::optional<double> &limit, const SpendAmounts &spent,
              const SpendAmounts &reserved)
{
    return limit && spent.total() + reserved.total() >= *limit;
}

} // namespace

SpendChip::SpendChip(QWidget *parent)
    : QPushButton(parent)
{
    setObjectName(QStringLiteral("spendChip"));
    setFlat(true);
    setTotals({}, {});
}

void SpendChip::setTotals(const SpendTotals &totals, const SpendLimits &limits)
{
    const bool warns = isUsedUp(limits.perSession, totals.session, totals.reserved)
        || isUsedUp(limits.perDay, totals.day, totals.reserved)
        || isUsedUp(limits.perMonth, totals.month, totals.reserved);
    //: what was spent today; %1 is an amount of money
    const QString text = tr("%1 today").arg(spentText(totals.day));
    const QString words =
        warns ? tr("Spent: %1. A limit is used up.").arg(text) : tr("Spent: %1").arg(text);
    setText(text);
    setIcon(warns ? theme::icon(QStringLiteral("warning"), theme::Tone::Warning) : QIcon());
    setAccessibleName(words);
    setToolTip(warns ? tr("A spending limit is used up. Click for what was spent, and the limits.")
                     : tr("What was spent, and the limits"));
}

} // namespace peregrine
