#include "core/localserver/studio/phonemes.h"
#include "core/localserver/studio/random.h"
#include "core/localserver/studio/stepmeter.h"
#include "core/localserver/studio/wavfile.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace peregrine::studio {

namespace {

constexpr int sampleRate = 24000;
constexpr int speakingSteps = 20;

struct Speaker
{
    float pitch; // Hz
    float tract; // formants are multiplied by it: above 1 a shorter, brighter throat
    float breath;
    float melody; // how far the pitch wanders, as a share
    float softness; // of the glottal pulse, 0 to 1
};

Speaker speakerOf(const QString &name)
{
    const QString wanted = name.trimmed().toLower();
    if (wanted.isEmpty() || wanted == QStringLiteral("aria"))
        return {196, 1.13F, 0.05F, 0.13F, 0.5F};
    if (wanted == QStringLiteral("finn"))
        return {118, 1.0F, 0.03F, 0.1F, 0.35F};
    if (wanted == QStringLiteral("mira"))
        return {228, 1.18F, 0.08F, 0.17F, 0.65F};
    if (wanted == QStringLiteral("otto"))
        return {88, 0.92F, 0.03F, 0.07F, 0.3F};
    if (wanted == QStringLiteral("robin"))
        return {156, 1.06F, 0.1F, 0.15F, 0.6F};
    Random random(hashText(wanted));
    const auto pitch = static_cast<float>(random.between(90, 235));
    return {pitch, 0.92F + (pitch - 90.0F) / 145.0F * 0.27F,
            static_cast<float>(random.between(0.03, 0.1)),
            static_cast<float>(random.between(0.08, 0.17)),
            static_cast<float>(random.between(0.3, 0.65))};
}

/// A resonance of the vocal tract (two poles); tuned anew while it sounds.
class Resonator
{
public:
    void tune(float frequency, float bandwidth)
    {
        const float radius = std::exp(-std::numbers::pi_v<float> * bandwidth / sampleRate);
        m_c = -radius * radius;
        m_b = 2.0F * radius * std::cos(2.0F * std::numbers::pi_v<float> * frequency / sampleRate);
        m_a = 1.0F - m_b - m_c;
    }
    float run(float input)
    {
        const float output = m_a * input + m_b * m_first + m_c * m_second;
        m_second = m_first;
        m_first = output;
        return output;
    }

private:
    float m_a = 1.0F;
    float m_b = 0.0F;
    float m_c = 0.0F;
    float m_first = 0.0F;
    float m_second = 0.0F;
};

class Throat
{
public:
    Throat(const Speaker &speaker, quint64 seed)
        : m_speaker(speaker)
        , m_random(seed)
    { }

    /// Adds the sound's samples, moving smoothly out of the sound before it.
    void say(const Sound &sound, float seconds, float pitchFrom, float pitchTo,
             QList<float> &samples)
    {
        const int count = std::max(1, static_cast<int>(seconds * sampleRate));
        const Phoneme &phoneme = sound.phoneme;
        const float loud = sound.pause ? 0.0F : sound.stressed ? 1.15F : 1.0F;
        for (int i = 0; i < count; ++i) {
            const float t = static_cast<float>(i) / static_cast<float>(count);
            const bool closed = phoneme.stop && t < 0.5F;
            const float burst = phoneme.stop ? std::exp(-(t - 0.5F) * 7.0F) : 1.0F;
            approach(m_voice, closed ? phoneme.voice * 0.3F : phoneme.voice * loud, 0.004F);
            approach(m_breath, closed ? 0.0F : phoneme.breath * burst * loud, 0.012F);
            if (i % 24 == 0)
                tune(phoneme, t);
            const float pitch =
                std::lerp(pitchFrom, pitchTo, t) * (1.0F + 0.006F * std::sin(m_time * 31.0F));
            samples.append(next(pitch));
        }
    }

private:
    static void approach(float &value, float target, float speed)
    {
        value += (target - value) * speed;
    }

    void tune(const Phoneme &phoneme, float t)
    {
        static constexpr float widths[3] = {70, 100, 150};
        for (size_t f = 0; f < 3; ++f) {
            const float target =
                std::lerp(phoneme.formants[f], phoneme.glide[f], t) * m_speaker.tract;
            approach(m_formants[f], target, 0.09F);
            m_resonators[f].tune(m_formants[f], widths[f]);
        }
        m_resonators[3].tune(3500.0F * m_speaker.tract, 250);
        if (phoneme.hiss > 0)
            approach(m_hiss, std::min(phoneme.hiss * m_speaker.tract, 9500.0F), 0.3F);
        m_noise.tune(m_hiss, 1400);
    }

    float next(float pitch)
    {
        m_time += 1.0F / sampleRate;
        m_phase += pitch / sampleRate;
        if (m_phase >= 1.0F)
            m_phase -= 1.0F;
        // The folds open slowly and shut fast; what is heard is the change of the flow.
        const float open = 0.62F;
        float flow = 0.0F;
        if (m_phase < open) {
            const float p = m_phase / open;
            flow = p * p * (1.0F - p) * 6.75F;
        }
        const float pulse = std::lerp(flow - m_flow, (flow - 0.3F) * 0.08F, m_speaker.softness);
        m_flow = flow;
        const auto white = static_cast<float>(m_random.between(-1.0, 1.0));
        float tone = (pulse * 5.0F + white * 0.06F * m_speaker.breath) * m_voice;
        for (Resonator &resonator : m_resonators)
            tone = resonator.run(tone);
        return tone * 1.7F + m_noise.run(white) * m_breath * 1.1F;
    }

    Speaker m_speaker;
    Random m_random;
    Resonator m_resonators[4];
    Resonator m_noise;
    float m_formants[3] = {500, 1500, 2500};
    float m_hiss = 3000;
    float m_voice = 0;
    float m_breath = 0;
    float m_phase = 0;
    float m_flow = 0;
    float m_time = 0;
};

void level(QList<float> &samples)
{
    float peak = 1e-6F;
    for (const float sample : std::as_const(samples))
        peak = std::max(peak, std::fabs(sample));
    const float gain = 0.82F / peak;
    for (float &sample : samples)
        sample *= gain;
}

} // namespace

QStringList voiceNames()
{
    return {QStringLiteral("aria"), QStringLiteral("finn"), QStringLiteral("mira"),
            QStringLiteral("otto"), QStringLiteral("robin")};
}

std::optional<EncodedFile> speak(const SpeakRequest &request, const Progress &progress)
{
    const QString text = request.text.left(maximumSpokenCharacters);
    const Speaker speaker = speakerOf(request.voice);
    const auto speed = static_cast<float>(std::clamp(request.speed, 0.5, 2.0));
    const QList<Sound> sounds = soundsOf(text);
    StepMeter meter(speakingSteps, progress);
    meter.enter(0.0, 1.0, QStringLiteral("speaking"));
    Random random(hashText(text, request.seed));
    Throat throat(speaker, random.next());
    QList<float> samples;
    samples.reserve(static_cast<qsizetype>(sampleRate) * (1 + sounds.size() / 10));
    samples.fill(0.0F, sampleRate / 20);

    qsizetype begin = 0;
    while (begin < sounds.size()) {
        // A phrase goes up to the next real pause; its melody falls, or rises for a question.
        qsizetype end = begin;
        while (end < sounds.size()
               && !(sounds.at(end).pause && sounds.at(end).phoneme.seconds > 0.1F))
            ++end;
        const int ending = end < sounds.size() ? sounds.at(end).ending : -1;
        float before = speaker.pitch;
        for (qsizetype i = begin; i <= end && i < sounds.size(); ++i) {
            const Sound &sound = sounds.at(i);
            const float t = static_cast<float>(i - begin)
                / static_cast<float>(std::max<qsizetype>(1, end - begin));
            float bend = speaker.melody * (0.7F - 1.1F * t);
            if (ending == 1 && t > 0.65F)
                bend += speaker.melody * (t - 0.65F) * 6.0F;
            if (sound.stressed)
                bend += speaker.melody * 0.55F;
            bend += static_cast<float>(random.normal()) * speaker.melody * 0.12F;
            const float pitch = speaker.pitch * (1.0F + bend);
            const float stretch =
                (sound.stressed ? 1.2F : 1.0F) * (t > 0.85F && sound.phoneme.vowel ? 1.25F : 1.0F);
            throat.say(sound, sound.phoneme.seconds * stretch / speed, before, pitch, samples);
            before = pitch;
            if (!meter.reach(static_cast<double>(i + 1) / static_cast<double>(sounds.size())))
                return std::nullopt;
        }
        begin = end + 1;
    }
    if (sounds.isEmpty())
        samples.resize(sampleRate / 4);
    if (!meter.reach(1.0))
        return std::nullopt;
    level(samples);
    const QMap<QByteArray, QByteArray> information{
        {"ICMT",
         "Local preview made by Peregrine's local server by procedure; not a model's work."},
        {"INAM", text.left(80).toUtf8()},
        {"ISFT", "Peregrine local server"}};
    return EncodedFile{wavFile(samples, sampleRate, information), QStringLiteral("audio/wav"),
                       QStringLiteral("wav")};
}

} // namespace peregrine::studio
