#pragma once

#include "core/credentials/profile.h"
#include "core/spending/spendtotals.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine {

/// A job that is about to be sent.
struct SpendItem
{
    /// The server's name as jobs know it.
    QString server;
    /// In US dollars; nothing where the price is not known.
    std::optional<double> estimate{};
};

struct SpendDecision
{
    enum class Verdict {
        Allowed,
        Asks, ///< the user decides
        Refused, ///< a limit that stops
    };

    Verdict verdict = Verdict::Allowed;
    /// Of all jobs whose price is known, in US dollars.
    double cost = 0;
    /// Jobs that are charged, and those of them whose price is not known.
    int jobs = 0;
    int unpriced = 0;
    /// Whole sentences for people, the weightiest first; empty when allowed.
    QStringList reasons{};
};

/// Whether jobs may be sent: by the user's limits, what was spent, and what they cost. What is
/// reserved counts as spent. With `asks` false only limits that stop count: the user has said so.
[[nodiscard]] SpendDecision decideSpending(const QList<SpendItem> &items, const SpendLimits &limits,
                                           const SpendTotals &totals, bool asks = true);

/// "$4.80", "$0.025", for amounts in US dollars.
[[nodiscard]] QString dollars(double amount);
/// "$1.24" or, when some of it is estimated, "≈ $1.24".
[[nodiscard]] QString spentText(const SpendAmounts &amounts);

} // namespace peregrine
