#include "core/schema/imagesizes.h"

#include "core/schema/fieldwords.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace peregrine {

namespace {

struct Preset
{
    const char *name;
    int width;
    int height;
};

constexpr Preset presets[] = {
    {"square_hd", 1024, 1024},    {"square", 512, 512},         {"portrait_4_3", 768, 1024},
    {"portrait_16_9", 576, 1024}, {"landscape_4_3", 1024, 768}, {"landscape_16_9", 1024, 576},
};

} // namespace

QSize pixelsOfPreset(const QString &preset)
{
    for (const Preset &known : presets) {
        if (preset == QLatin1String(known.name))
            return {known.width, known.height};
    }
    static const QRegularExpression pixels(QStringLiteral("^(\\d{2,5})\\s*[x*×]\\s*(\\d{2,5})$"));
    const QRegularExpressionMatch match = pixels.match(preset);
    return match.hasMatch() ? QSize(match.captured(1).toInt(), match.captured(2).toInt()) : QSize();
}

QSize shapeOfPreset(const QString &preset)
{
    if (const QSize pixels = pixelsOfPreset(preset); pixels.isValid())
        return pixels;
    if (preset.startsWith(QLatin1String("square")))
        return {1, 1};
    static const QRegularExpression ratio(QStringLiteral("(\\d{1,2})[_:](\\d{1,2})$"));
    const QRegularExpressionMatch match = ratio.match(preset);
    const QSize shape = match.hasMatch()
        ? QSize(match.captured(1).toInt(), match.captured(2).toInt())
        : QSize(4, 3);
    const bool named = preset.startsWith(QLatin1String("portrait"))
        || preset.startsWith(QLatin1String("landscape"));
    if (!named && !match.hasMatch())
        return {};
    if (shape.isEmpty())
        return {};
    const bool upright = preset.startsWith(QLatin1String("portrait"));
    const QSize wide(std::max(shape.width(), shape.height()),
                     std::min(shape.width(), shape.height()));
    return upright ? wide.transposed() : named ? wide : shape;
}

QString titleOfPreset(const QString &preset)
{
    static const QRegularExpression ratio(
        QStringLiteral("^(portrait|landscape)_(\\d{1,2})_(\\d{1,2})$"));
    const QRegularExpressionMatch match = ratio.match(preset);
    if (!match.hasMatch())
        return wordsOfName(preset).replace(QLatin1String("Hd"), QLatin1String("HD"));
    const bool upright = match.captured(1) == QLatin1String("portrait");
    return upright ? QCoreApplication::translate("peregrine::ImageSizes", "Portrait %1:%2")
                         .arg(match.captured(2), match.captured(3))
                   : QCoreApplication::translate("peregrine::ImageSizes", "Landscape %1:%2")
                         .arg(match.captured(2), match.captured(3));
}

} // namespace peregrine
