#pragma once

#include <QStringView>
#include <QtGlobal>

namespace peregrine::studio {

/// A stable hash of a text (FNV-1a over UTF-16, finished by splitmix): the same in every build.
[[nodiscard]] quint64 hashText(QStringView text, quint64 seed = 0);

/// xoshiro256**, with distributions of our own: those of the standard library differ between
/// implementations, and equal requests must give equal bytes everywhere.
class Random
{
public:
    explicit Random(quint64 seed);

    [[nodiscard]] quint64 next();
    [[nodiscard]] double uniform(); ///< [0, 1)
    [[nodiscard]] double between(double low, double high);
    [[nodiscard]] int integer(int low, int high); ///< both ends included
    [[nodiscard]] double normal(); ///< mean 0, deviation about 1, bounded
    [[nodiscard]] bool chance(double probability);

    /// A generator of its own for a named part, so that a change in one part leaves others alone.
    [[nodiscard]] Random fork(QStringView part) const;

private:
    quint64 m_state[4];
};

} // namespace peregrine::studio
