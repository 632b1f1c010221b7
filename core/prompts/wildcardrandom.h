#pragma once

#include <QtGlobal>

#include <random>

namespace peregrine {

/// The chance by which a job's wildcards are decided. The same seed gives the same choices on every
/// machine and in every version: the standard fixes the generator's numbers, and the way from a
/// number to a choice is our own.
class WildcardRandom
{
public:
    explicit WildcardRandom(quint32 seed)
        : m_engine(seed)
    { }

    /// 0 or more, less than 1.
    [[nodiscard]] double next() { return static_cast<double>(m_engine() >> 11) * 0x1.0p-53; }

private:
    std::mt19937_64 m_engine;
};

} // namespace peregrine
