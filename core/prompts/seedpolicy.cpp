#include "core/prompts/seedpolicy.h"

#include <QRandomGenerator>

#include <algorithm>
#include <limits>

namespace peregrine {

namespace {

/// Models that name no bound keep their seeds in 32 bits; many of them in a signed number.
constexpr qint64 usualMost = std::numeric_limits<qint32>::max();

qint64 least(const NumberRange &range)
{
    if (!isWhole(range.minimum))
        return 0;
    return std::max<qint64>(0, range.minimum.toInteger() + (range.exclusiveMinimum ? 1 : 0));
}

qint64 most(const NumberRange &range)
{
    if (!isWhole(range.maximum))
        return std::numeric_limits<qint64>::max();
    return range.maximum.toInteger() - (range.exclusiveMaximum ? 1 : 0);
}

} // namespace

QString seedPolicyName(SeedPolicy policy)
{
    switch (policy) {
    case SeedPolicy::Fixed:
        return QStringLiteral("fixed");
    case SeedPolicy::Increment:
        return QStringLiteral("increment");
    case SeedPolicy::Random:
        break;
    }
    return QStringLiteral("random");
}

std::optional<SeedPolicy> seedPolicyFromName(const QString &name)
{
    for (const SeedPolicy policy : {SeedPolicy::Random, SeedPolicy::Fixed, SeedPolicy::Increment}) {
        if (seedPolicyName(policy) == name)
            return policy;
    }
    return std::nullopt;
}

const FieldSpec *seedField(const FieldSpec &root)
{
    for (const FieldSpec &field : root.children) {
        if (field.kind == FieldKind::Seed && !field.hidden && !field.frozen)
            return &field;
    }
    return nullptr;
}

qint64 drawSeed(const NumberRange &range, QRandomGenerator &random)
{
    const qint64 low = least(range);
    const qint64 high = std::min(most(range), std::max(usualMost, low));
    if (high <= low)
        return low;
    // A span of 2^63 has no exclusive end of its own in 64 bits, so one at a time: the remainder's
    // bias is below one in 2^31 for all spans that are drawn from.
    const quint64 span = static_cast<quint64>(high - low) + 1;
    return low + static_cast<qint64>(random.generate64() % span);
}

qint64 seedAfter(const NumberRange &range, qint64 seed)
{
    return seed >= most(range) || seed < least(range) ? least(range) : seed + 1;
}

SeedTurn seedTurn(SeedPolicy policy, const NumberRange &range, const QJsonValue &held,
                  QRandomGenerator &random)
{
    SeedTurn turn;
    if (policy == SeedPolicy::Random) {
        turn.sent = drawSeed(range, random);
        return turn;
    }
    turn.sent = isWhole(held) ? held.toInteger() : drawSeed(range, random);
    turn.next = policy == SeedPolicy::Fixed ? turn.sent : seedAfter(range, turn.sent);
    return turn;
}

} // namespace peregrine
