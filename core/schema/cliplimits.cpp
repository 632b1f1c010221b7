#include "core/schema/cliplimits.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace peregrine {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::ClipLimits)
};

/// Encoders pad sound to whole blocks, so a clip of ten seconds may be longer by one of them.
constexpr double secondsOfGrace = 0.05;
/// 29.97 counts as 30.
constexpr double fpsOfGrace = 0.05;

/// At most two decimals, without zeros at the end.
QString numberText(double value)
{
    return QLocale().toString(std::round(value * 100) / 100, 'f', QLocale::FloatingPointShortest);
}

QString streamFault(const QString &name, const ClipFacts &facts, MediaKind kind)
{
    if (kind == MediaKind::Video && !facts.hasPicture)
        return Words::tr("“%1” holds only sound, no video. Choose another file.").arg(name);
    if (kind == MediaKind::Audio && !facts.hasSound)
        return Words::tr("“%1” holds no sound. Choose another file.").arg(name);
    return {};
}

QString lengthFault(const QString &name, double seconds, const MediaLimits &limits)
{
    if (seconds <= 0)
        return {};
    if (limits.maxSeconds > 0 && seconds > limits.maxSeconds + secondsOfGrace)
        return Words::tr("“%1” is %2 s long; this model takes at most %3 s.")
            .arg(name, numberText(seconds), numberText(limits.maxSeconds));
    if (limits.minSeconds > 0 && seconds < limits.minSeconds - secondsOfGrace)
        return Words::tr("“%1” is only %2 s long; this model takes at least %3 s.")
            .arg(name, numberText(seconds), numberText(limits.minSeconds));
    return {};
}

QString frameFault(const QString &name, const ClipFacts &facts, const MediaLimits &limits)
{
    if (facts.fps > 0) {
        if (limits.maxFps > 0 && facts.fps > limits.maxFps + fpsOfGrace)
            return Words::tr("“%1” has %2 frames a second; this model takes at most %3.")
                .arg(name, numberText(facts.fps), numberText(limits.maxFps));
        if (limits.minFps > 0 && facts.fps < limits.minFps - fpsOfGrace)
            return Words::tr("“%1” has only %2 frames a second; this model takes at least %3.")
                .arg(name, numberText(facts.fps), numberText(limits.minFps));
    }
    if (facts.frames > 0) {
        const QLocale locale;
        if (limits.maxFrames > 0 && facts.frames > limits.maxFrames)
            return Words::tr("“%1” has more frames (%2) than this model takes: at most %3.")
                .arg(name, locale.toString(facts.frames), locale.toString(limits.maxFrames));
        if (limits.minFrames > 0 && facts.frames < limits.minFrames)
            return Words::tr("“%1” has fewer frames (%2) than this model takes: at least %3.")
                .arg(name, locale.toString(facts.frames), locale.toString(limits.minFrames));
    }
    return {};
}

QString sideFault(const QString &name, const QSize &pixels, const MediaLimits &limits)
{
    if (limits.maxPixels.width() > 0 && pixels.width() > limits.maxPixels.width())
        return Words::tr("“%1” is %2 pixels wide; this model takes at most %3.")
            .arg(name)
            .arg(pixels.width())
            .arg(limits.maxPixels.width());
    if (limits.maxPixels.height() > 0 && pixels.height() > limits.maxPixels.height())
        return Words::tr("“%1” is %2 pixels high; this model takes at most %3.")
            .arg(name)
            .arg(pixels.height())
            .arg(limits.maxPixels.height());
    if (pixels.width() < limits.minPixels.width())
        return Words::tr("“%1” is only %2 pixels wide; this model takes at least %3.")
            .arg(name)
            .arg(pixels.width())
            .arg(limits.minPixels.width());
    if (pixels.height() < limits.minPixels.height())
        return Words::tr("“%1” is only %2 pixels high; this model takes at least %3.")
            .arg(name)
            .arg(pixels.height())
            .arg(limits.minPixels.height());
    return {};
}

QString shapeFault(const QString &name, const QSize &pixels, const MediaLimits &limits)
{
    const auto megapixels = [](qint64 area) { return numberText(double(area) / 1e6); };
    const qint64 area = qint64{pixels.width()} * pixels.height();
    const QString size = Words::tr("%1 × %2").arg(pixels.width()).arg(pixels.height());
    if (limits.maxArea > 0 && area > limits.maxArea)
        return Words::tr("“%1” has too many pixels (%2); this model takes up to %3 megapixels.")
            .arg(name, size, megapixels(limits.maxArea));
    if (limits.minArea > 0 && area < limits.minArea)
        return Words::tr("“%1” has too few pixels (%2); this model takes videos from %3 "
                         "megapixels.")
            .arg(name, size, megapixels(limits.minArea));
    const double aspect = double(pixels.width()) / pixels.height();
    if (limits.maxAspect > 0 && aspect > limits.maxAspect)
        return Words::tr("“%1” is too wide for its height (%2) for this model.").arg(name, size);
    if (limits.minAspect > 0 && aspect < limits.minAspect)
        return Words::tr("“%1” is too high for its width (%2) for this model.").arg(name, size);
    return {};
}

QString firstOf(const QString &fault, const QString &other)
{
    return fault.isEmpty() ? other : fault;
}

} // namespace

bool isClip(MediaKind kind)
{
    return kind == MediaKind::Video || kind == MediaKind::Audio;
}

QString clipFault(const QString &fileName, const ClipFacts &facts, MediaKind kind,
                  const MediaLimits &limits)
{
    if (!isClip(kind) || facts.state == ClipFacts::State::Unread)
        return {};
    if (facts.state == ClipFacts::State::Damaged)
        return Words::tr("“%1” is damaged or not complete. Choose another file.").arg(fileName);
    QString fault =
        firstOf(streamFault(fileName, facts, kind), lengthFault(fileName, facts.seconds, limits));
    if (kind == MediaKind::Audio || !fault.isEmpty())
        return fault;
    fault = frameFault(fileName, facts, limits);
    if (facts.pixels.isEmpty() || !fault.isEmpty())
        return fault;
    return firstOf(sideFault(fileName, facts.pixels, limits),
                   shapeFault(fileName, facts.pixels, limits));
}

} // namespace peregrine
