#pragma once

namespace peregrine {

/// Sums of money in US dollars; what is known exactly and what is estimated apart.
struct SpendAmounts
{
    double exact = 0;
    double estimated = 0;
    /// Jobs whose price nobody knows; they are in neither sum.
    int unpriced = 0;

    [[nodiscard]] double total() const { return exact + estimated; }
    friend bool operator==(const SpendAmounts &, const SpendAmounts &) = default;
};

/// What a profile has spent. What is reserved comes on top of each.
struct SpendTotals
{
    /// Since the program started.
    SpendAmounts session;
    /// By the user's calendar.
    SpendAmounts day;
    SpendAmounts month;
    /// For jobs that wait, are under way, or of which nobody knows what became.
    SpendAmounts reserved;

    friend bool operator==(const SpendTotals &, const SpendTotals &) = default;
};

} // namespace peregrine
