#include "core/localserver/studio/stepmeter.h"
#include "core/localserver/studio/wavfile.h"

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

QStringList voiceNames()
{
    return {QStringLiteral("aria"), QStringLiteral("finn"), QStringLiteral("mira"),
            QStringLiteral("otto"), QStringLiteral("robin")};
}

std::optional<EncodedFile> speak(const SpeakRequest &request, const Progress &progress)
{
    constexpr int rate = 24000;
    const QString text = request.text.left(maximumSpokenCharacters);
    const double speed = std::clamp(request.speed, 0.5, 2.0);
    StepMeter meter(20, progress);
    QList<float> samples;
    for (int i = 0; i < text.size(); ++i) {
        const QChar letter = text.at(i).toLower();
        const int length = static_cast<int>(rate * 0.08 / speed);
        for (int n = 0; n < length; ++n) {
            const double time = static_cast<double>(n) / rate;
            const double tone = 120.0 + 12.0 * (letter.unicode() % 26);
            const double envelope = letter.isLetter() ? std::sin(3.14159 * n / length) : 0.0;
            samples.append(static_cast<float>(0.3 * envelope * std::sin(6.28318 * tone * time)));
        }
        if (!meter.reach((i + 1.0) / static_cast<double>(text.size())))
            return std::nullopt;
    }
    return EncodedFile{wavFile(samples, rate, {{"ICMT", "Local preview, made by procedure"}}),
                       QStringLiteral("audio/wav"), QStringLiteral("wav")};
}

} // namespace peregrine::studio
