#include "core/spending/spendguard.h"

#include "core/spending/spendcharge.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::SpendGuard)
};

/// Less than any amount that is billed.
constexpr double nothing = 1e-7;

/// All that is sent, and the dearest of it.
struct Sum
{
    SpendDecision decision;
    double dearest = 0;
};

Sum sumOf(const QList<SpendItem> &items)
{
    Sum sum;
    for (const SpendItem &item : items) {
        if (!isCharged(item.server))
            continue;
        ++sum.decision.jobs;
        if (!item.estimate || !std::isfinite(*item.estimate) || *item.estimate < 0) {
            ++sum.decision.unpriced;
            continue;
        }
        sum.decision.cost += *item.estimate;
        sum.dearest = std::max(sum.dearest, *item.estimate);
    }
    return sum;
}

QString perJobSentence(const Sum &sum, double limit)
{
    const QString cost = dollars(sum.dearest);
    return sum.decision.jobs == 1
        ? Text::tr("This job costs about %1; a job may cost %2.").arg(cost, dollars(limit))
        : Text::tr("The dearest of these jobs costs about %1; a job may cost %2.")
              .arg(cost, dollars(limit));
}

/// "today's $5.00"
QString limitWords(SpendLimit which, double limit)
{
    const QString amount = dollars(limit);
    switch (which) {
    case SpendLimit::Job:
        break;
    case SpendLimit::Session:
        //: stands in: "$0.90 are left of this session's $5.00"; %1 is an amount of money
        return Text::tr("this session's %1").arg(amount);
    case SpendLimit::Day:
        //: stands in: "$0.90 are left of today's $5.00"; %1 is an amount of money
        return Text::tr("today's %1").arg(amount);
    case SpendLimit::Month:
        //: stands in: "$0.90 are left of this month's $5.00"; %1 is an amount of money
        return Text::tr("this month's %1").arg(amount);
    }
    return amount;
}

QString leftSentence(const SpendDecision &decision, SpendLimit which, double limit, double left)
{
    const QString of = limitWords(which, limit);
    const QString cost = dollars(decision.cost);
    if (decision.unpriced == decision.jobs) {
        return decision.jobs == 1
            ? Text::tr("What this job costs is not known; nothing is left of %1.").arg(of)
            : Text::tr("What this batch costs is not known; nothing is left of %1.").arg(of);
    }
    if (left <= nothing) {
        return decision.jobs == 1
            ? Text::tr("This job costs about %1; nothing is left of %2.").arg(cost, of)
            : Text::tr("This batch costs about %1; nothing is left of %2.").arg(cost, of);
    }
    return decision.jobs == 1
        ? Text::tr("This job costs about %1; %2 are left of %3.").arg(cost, dollars(left), of)
        : Text::tr("This batch costs about %1; %2 are left of %3.").arg(cost, dollars(left), of);
}

QString unpricedSentence(const SpendDecision &decision)
{
    if (decision.jobs == 1)
        return Text::tr("The price of this job is not known before it is done.");
    return Text::tr("The price of %n of these jobs is not known before they are done.", nullptr,
                    decision.unpriced);
}

} // namespace

SpendDecision decideSpending(const QList<SpendItem> &items, const SpendLimits &limits,
                             const SpendTotals &totals, bool asks)
{
    const Sum sum = sumOf(items);
    SpendDecision decision = sum.decision;
    if (decision.jobs == 0)
        return decision;
    QStringList questions;
    QStringList refusals;
    const auto exceeded = [&limits, &questions, &refusals](SpendLimit which,
                                                           const QString &sentence) {
        (limits.stops.testFlag(which) ? refusals : questions).append(sentence);
    };
    if (limits.perJob && sum.dearest > *limits.perJob + nothing)
        exceeded(SpendLimit::Job, perJobSentence(sum, *limits.perJob));
    const auto check = [&](SpendLimit which, const std::optional<double> &limit,
                           const SpendAmounts &spent) {
        if (!limit)
            return;
        const double left = std::max(0.0, *limit - spent.total() - totals.reserved.total());
        const bool isOver =
            decision.cost > left + nothing || (decision.unpriced > 0 && left <= nothing);
        if (isOver)
            exceeded(which, leftSentence(decision, which, *limit, left));
    };
    check(SpendLimit::Session, limits.perSession, totals.session);
    check(SpendLimit::Day, limits.perDay, totals.day);
    check(SpendLimit::Month, limits.perMonth, totals.month);
    const bool asksForUnknown = decision.unpriced > 0 && limits.asksForUnknownPrices;

    if (!refusals.isEmpty()) {
        decision.verdict = SpendDecision::Verdict::Refused;
        decision.reasons = refusals;
    } else if (asks && (!questions.isEmpty() || asksForUnknown)) {
        decision.verdict = SpendDecision::Verdict::Asks;
        decision.reasons = questions;
    }
    const bool isSaid = decision.unpriced == decision.jobs && !decision.reasons.isEmpty();
    if (decision.verdict != SpendDecision::Verdict::Allowed && decision.unpriced > 0 && !isSaid)
        decision.reasons.append(unpricedSentence(decision));
    return decision;
}

QString dollars(double amount)
{
    constexpr int cents = 2;
    // Parts of a cent are shown where there are any, and two digits of what is less than those.
    int most = cents;
    if (amount > 0 && amount < 1)
        most = std::clamp(int(std::ceil(-std::log10(amount))) + 1, 4, 9);
    QString number = QLocale().toString(amount, 'f', most);
    const QString zero = QLocale().zeroDigit();
    for (int decimals = most; decimals > cents && number.endsWith(zero); --decimals)
        number.chop(zero.size());
    return u'$' + number;
}

QString spentText(const SpendAmounts &amounts)
{
    const QString amount = dollars(amounts.total());
    const bool isExact = amounts.estimated <= 0 && amounts.unpriced == 0;
    //: an estimated amount of money
    return isExact ? amount : Text::tr("≈ %1").arg(amount);
}

} // namespace peregrine
