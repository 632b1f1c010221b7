#include "core/localserver/studio/random.h"

#include <bit>

namespace peregrine::studio {

namespace {

quint64 splitmix(quint64 &state)
{
    state += 0x9e3779b97f4a7c15ULL;
    quint64 z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

} // namespace

quint64 hashText(QStringView text, quint64 seed)
{
    quint64 hash = 0xcbf29ce484222325ULL ^ seed;
    for (const QChar character : text) {
        hash ^= character.unicode();
        hash *= 0x100000001b3ULL;
    }
    return splitmix(hash);
}

Random::Random(quint64 seed)
{
    for (quint64 &word : m_state)
        word = splitmix(seed);
}

quint64 Random::next()
{
    const quint64 result = std::rotl(m_state[1] * 5, 7) * 9;
    const quint64 shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

double Random::uniform()
{
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

double Random::between(double low, double high)
{
    return low + (high - low) * uniform();
}

int Random::integer(int low, int high)
{
    if (high <= low)
        return low;
    const auto count = static_cast<quint64>(high - low) + 1;
    return low + static_cast<int>(next() % count);
}

double Random::normal()
{
    double sum = 0.0;
    for (int i = 0; i < 4; ++i)
        sum += uniform();
    return (sum - 2.0) * 1.7320508;
}

bool Random::chance(double probability)
{
    return uniform() < probability;
}

Random Random::fork(QStringView part) const
{
    return Random(hashText(part, m_state[0] ^ std::rotl(m_state[3], 23)));
}

} // namespace peregrine::studio
