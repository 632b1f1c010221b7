#pragma once

#include <QFlags>
#include <QString>
#include <QUrl>

#include <optional>

namespace peregrine {

enum class SpendLimit { Job = 1, Session = 2, Day = 4, Month = 8 };
Q_DECLARE_FLAGS(SpendLimitSet, SpendLimit)

/// What a profile may spend at most, in US dollars; nothing: no limit. A session is one run of the
/// program.
struct SpendLimits
{
    std::optional<double> perJob{};
    std::optional<double> perSession{};
    std::optional<double> perDay{};
    std::optional<double> perMonth{};
    /// Nothing is sent that goes over these; at the others the user is asked.
    SpendLimitSet stops{};
    /// The user is asked about jobs whose price is not known.
    bool asksForUnknownPrices = false;

    friend bool operator==(const SpendLimits &, const SpendLimits &) = default;
};

/// A name for where requests go, with which key, and how far they may go. Holds no key, only the
/// name under which a KeyRing finds it.
struct Profile
{
    /// New accounts of fal's run two requests at once (documentation: concurrency limits).
    static constexpr int defaultConcurrency = 2;
    static constexpr int maxConcurrency = 1000;

    QString name;
    /// "fal", "local" or a base URL; empty: fal when there is a key, else local.
    QString server{};
    /// Stays when the profile gets another name.
    QString keyReference{};
    /// How many requests run at once.
    int concurrency = defaultConcurrency;
    SpendLimits spend{};
    /// What fal's JavaScript client calls proxyUrl: requests go there, and the key is kept there.
    QUrl proxyUrl{};

    friend bool operator==(const Profile &, const Profile &) = default;
};

Q_DECLARE_OPERATORS_FOR_FLAGS(SpendLimitSet)

} // namespace peregrine
