#pragma once

#include <QList>
#include <QString>

namespace peregrine::studio {

/// How a sound is made: where the vocal tract resonates (Hz) and what excites it.
struct Phoneme
{
    float formants[3]; ///< at the start
    float glide[3]; ///< at the end; equal to the start unless it is a diphthong
    float seconds;
    float voice; ///< of the vocal folds, 0 to 1
    float breath; ///< of turbulence, 0 to 1
    float hiss; ///< where turbulence is centred, Hz
    bool stop = false; ///< silence first, then a burst
    bool vowel = false;
};

/// One sound of an utterance, or a pause.
struct Sound
{
    Phoneme phoneme;
    bool pause = false;
    bool stressed = false;
    /// What the sentence does here: -1 falls to its end, 1 rises as a question, 0 flows.
    int ending = 0;
};

/// English spelling to sounds by rules, numbers digit by digit; punctuation becomes pauses.
[[nodiscard]] QList<Sound> soundsOf(const QString &text);

} // namespace peregrine::studio
