#include "core/localserver/emulation/soundmaker.h"

#include "core/localserver/studio/wavfile.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <random>

namespace peregrine::localserver {

namespace {

constexpr double pi = std::numbers::pi;

bool isNoise(const QString &prompt)
{
    static constexpr std::array words{"rain", "wind", "sea",    "ocean", "wave",  "storm",
                                      "fire", "hiss", "engine", "crowd", "river", "thunder"};
    return std::any_of(words.begin(), words.end(), [&prompt](const char *word) {
        return prompt.contains(QLatin1String(word), Qt::CaseInsensitive);
    });
}

void rush(QList<float> &samples, std::mt19937_64 &random)
{
    std::uniform_real_distribution<double> chance(-1.0, 1.0);
    const double swell = 0.15 + 0.2 * std::abs(chance(random));
    const double closed = 0.02 + 0.08 * std::abs(chance(random));
    double low = 0.0;
    for (qsizetype i = 0; i < samples.size(); ++i) {
        const double time = static_cast<double>(i) / soundRate;
        const double open = closed * (1.3 + std::sin(2.0 * pi * swell * time));
        low += (chance(random) - low) * open;
        samples[i] = static_cast<float>(low * (0.9 + 0.5 * std::sin(2.0 * pi * swell * time)));
    }
}

/// One plucked tone: three harmonics that die away.
void pluck(QList<float> &samples, double start, double frequency, double loudness)
{
    const auto from = static_cast<qsizetype>(start * soundRate);
    const qsizetype to = std::min(samples.size(), from + soundRate * 2);
    for (qsizetype i = from; i < to; ++i) {
        const double time = static_cast<double>(i - from) / soundRate;
        const double phase = 2.0 * pi * frequency * time;
        const double attack = std::min(1.0, time / 0.008);
        const double tone = std::sin(phase) + 0.4 * std::exp(-3.0 * time) * std::sin(2.0 * phase)
            + 0.2 * std::exp(-6.0 * time) * std::sin(3.0 * phase);
        samples[i] += static_cast<float>(loudness * attack * std::exp(-2.2 * time) * tone);
    }
}

void play(QList<float> &samples, std::mt19937_64 &random)
{
    // Four chords of a key, as half tones above its first note; each a bar of broken chords.
    static constexpr std::array<std::array<int, 3>, 6> chords{
        {{0, 4, 7}, {9, 12, 16}, {5, 9, 12}, {7, 11, 14}, {2, 5, 9}, {4, 7, 11}}};
    const double key = 196.0 * std::pow(2.0, static_cast<double>(random() % 12) / 12.0);
    const double beat = 0.24 + static_cast<double>(random() % 14) / 100.0;
    const double length = static_cast<double>(samples.size()) / soundRate;
    std::size_t chord = 0;
    int step = 0;
    for (double time = 0.0; time < length; time += beat, ++step) {
        if (step % 8 == 0) {
            chord = step == 0 ? 0 : random() % chords.size();
            pluck(samples, time, key * std::pow(2.0, chords[chord][0] / 12.0) * 0.5, 0.2);
        }
        const int tone = chords[chord][random() % 3] + (random() % 4 == 0 ? 12 : 0);
        pluck(samples, time, key * std::pow(2.0, tone / 12.0), 0.16);
    }
}

} // namespace

studio::EncodedFile soundFor(const QString &prompt, double seconds, quint64 seed)
{
    std::mt19937_64 random(qHash(prompt, 7U) ^ (seed * 0x9e3779b97f4a7c15ULL));
    QList<float> samples(static_cast<qsizetype>(std::max(0.5, seconds) * soundRate), 0.0F);
    if (isNoise(prompt))
        rush(samples, random);
    else
        play(samples, random);
    // Fades keep the ends from clicking.
    const qsizetype fade = std::min<qsizetype>(soundRate / 20, samples.size() / 2);
    for (qsizetype i = 0; i < fade; ++i) {
        const float share = static_cast<float>(i) / static_cast<float>(fade);
        samples[i] *= share;
        samples[samples.size() - 1 - i] *= share;
    }
    return {studio::wavFile(samples, soundRate,
                            {{"ICMT", "Local emulation: made by procedure, not by a model."}}),
            QStringLiteral("audio/wav"), QStringLiteral("wav")};
}

} // namespace peregrine::localserver
