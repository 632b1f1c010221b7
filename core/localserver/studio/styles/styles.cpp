#include "core/localserver/studio/styles/styles.h"

#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/styles/field.h"

#include <algorithm>
#include <cmath>

namespace peregrine::studio {

namespace {

QImage brushed(const QImage &picture, const Scene &scene)
{
    // No style asked for: a print on soft paper, edges slightly uneven as by a dry brush.
    QImage result(picture.size(), QImage::Format_RGB32);
    const auto unit = static_cast<float>(scene.unit);
    const QImage source = picture.convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < source.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(result.scanLine(y));
        for (int x = 0; x < source.width(); ++x) {
            const float u = static_cast<float>(x) / unit;
            const float v = static_cast<float>(y) / unit;
            const float dx = scene.noise.at(u * 85.0F, v * 85.0F) * unit * 0.0016F;
            const float dy = scene.noise.at(u * 85.0F + 50.0F, v * 85.0F) * unit * 0.0016F;
            line[x] = source.pixel(
                std::clamp(x + static_cast<int>(std::lround(dx)), 0, source.width() - 1),
                std::clamp(y + static_cast<int>(std::lround(dy)), 0, source.height() - 1));
        }
    }
    return result;
}

void addScreen(QImage &picture, const QImage &light, double amount)
{
    QPainter painter(&picture);
    painter.setCompositionMode(QPainter::CompositionMode_Screen);
    painter.setOpacity(amount);
    painter.drawImage(0, 0, light);
}

void bloom(QImage &picture, const Scene &scene, double amount)
{
    QImage bright =
        picture.scaled(picture.size() / 4, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
            .convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < bright.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(bright.scanLine(y));
        for (int x = 0; x < bright.width(); ++x) {
            const int peak = std::max({qRed(line[x]), qGreen(line[x]), qBlue(line[x])});
            const int keep = std::clamp((peak - 165) * 3, 0, 255);
            line[x] = qRgb(qRed(line[x]) * keep / 255, qGreen(line[x]) * keep / 255,
                           qBlue(line[x]) * keep / 255);
        }
    }
    addScreen(picture,
              softened(bright, scene.unit * 0.008)
                  .scaled(picture.size(), Qt::IgnoreAspectRatio, Qt::SmoothTransformation),
              amount);
}

} // namespace

QString styleName(const PromptWords &words)
{
    if (words.styles.isEmpty())
        return QStringLiteral("painting");
    switch (words.styles.first()) {
    case Style::Oil:
    case Style::Impressionist:
        return QStringLiteral("laying brush strokes");
    case Style::Watercolor:
        return QStringLiteral("letting watercolour run");
    case Style::Ink:
    case Style::LineArt:
    case Style::Pencil:
    case Style::Woodcut:
        return QStringLiteral("drawing lines");
    case Style::PixelArt:
        return QStringLiteral("placing pixels");
    case Style::LowPoly:
        return QStringLiteral("cutting facets");
    case Style::PaperCut:
        return QStringLiteral("laying paper");
    default:
        return QStringLiteral("painting");
    }
}

QImage lightNeon(const QImage &picture, const Scene &scene)
{
    QImage result = picture.convertToFormat(QImage::Format_RGB32);
    Field sharp = Field::luma(result);
    sharp.blur(1);
    Field soft = sharp;
    soft.blur(std::max(2, qRound(scene.unit * 0.004)));
    QImage tubes(result.size(), QImage::Format_RGB32);
    const Lab first = Lab::of(scene.palette.accent);
    const Lab second = Lab::of(QColor(0xff, 0x4f, 0xb0));
    for (int y = 0; y < result.height(); ++y) {
        auto *glow = reinterpret_cast<QRgb *>(tubes.scanLine(y));
        for (int x = 0; x < result.width(); ++x) {
            const float edge =
                std::clamp((std::fabs(sharp.at(x, y) - soft.at(x, y)) - 0.03F) * 9.0F, 0.0F, 1.0F);
            const float zone =
                std::clamp(0.5F
                               + scene.noise.fractal(static_cast<float>(x / scene.unit) * 2.0F,
                                                     static_cast<float>(y / scene.unit) * 2.0F, 2),
                           0.0F, 1.0F);
            Lab tube = mix(first, second, zone);
            tube.lightness *= edge;
            tube.a *= edge;
            tube.b *= edge;
            glow[x] = tube.rgb();
        }
    }
    addScreen(result, softened(tubes, scene.unit * 0.012), 0.9);
    addScreen(result, tubes, 0.4);
    bloom(result, scene, 0.6);
    return result;
}

QImage layPaper(const QList<Plane> &planes, const Scene &scene)
{
    QImage result(planes.constFirst().image.size(), QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&result);
    painter.setCompositionMode(QPainter::CompositionMode_Source);
    painter.drawImage(0, 0, planes.constFirst().image);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    for (qsizetype i = 1; i < planes.size(); ++i) {
        const QImage &sheet = planes.at(i).image;
        QImage shadow(sheet.size(), QImage::Format_ARGB32_Premultiplied);
        shadow.fill(QColor(16, 12, 30));
        QPainter mask(&shadow);
        mask.setCompositionMode(QPainter::CompositionMode_DestinationIn);
        mask.drawImage(0, 0, sheet);
        mask.end();
        painter.setOpacity(0.5);
        painter.drawImage(
            QPointF(-scene.unit * 0.006 * (scene.sun.x() > scene.size.width() / 2 ? 1 : -1),
                    scene.unit * 0.011),
            softened(shadow, scene.unit * 0.009));
        painter.setOpacity(1.0);
        painter.drawImage(0, 0, sheet);
    }
    return result;
}

QImage blendSource(const QImage &picture, const QImage &source, const Scene &scene, double strength)
{
    QImage fitted =
        source.convertToFormat(QImage::Format_ARGB32_Premultiplied)
            .scaled(picture.size(), Qt::KeepAspectRatioByExpanding, Qt::SmoothTransformation);
    fitted =
        fitted.copy((fitted.width() - picture.width()) / 2,
                    (fitted.height() - picture.height()) / 2, picture.width(), picture.height());
    QImage under(picture.size(), QImage::Format_RGB32);
    under.fill(Qt::white);
    QPainter(&under).drawImage(0, 0, fitted);
    // The source's light leads; its colours move towards the palette as the strength grows, and
    // the new scene comes through on top of it.
    const Field luma = Field::luma(under);
    const Lab ramp[] = {Lab::of(scene.palette.near), Lab::of(scene.palette.foliage[0]),
                        Lab::of(scene.palette.far), Lab::of(scene.palette.skyMiddle),
                        Lab::of(scene.palette.glow)};
    const auto retint = static_cast<float>(0.55 * strength);
    const auto scenic = static_cast<float>(0.62 * std::pow(strength, 1.6));
    const QImage top = picture.convertToFormat(QImage::Format_RGB32);
    for (int y = 0; y < under.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(under.scanLine(y));
        const auto *fresh = reinterpret_cast<const QRgb *>(top.constScanLine(y));
        for (int x = 0; x < under.width(); ++x) {
            const float level = luma.at(x, y) * 3.999F;
            const auto index = static_cast<size_t>(level);
            const Lab toned = mix(ramp[index], ramp[index + 1], level - static_cast<float>(index));
            const Lab own = Lab::of(line[x]);
            line[x] =
                mix(mix(own, {std::lerp(own.lightness, toned.lightness, 0.35F), toned.a, toned.b},
                        retint),
                    Lab::of(fresh[x]), scenic)
                    .rgb();
        }
    }
    return under;
}

void finish(QImage &picture, const Scene &scene)
{
    const PromptWords &words = scene.words;
    const bool cinematic = words.has(Style::Cinematic);
    const bool film = words.has(Style::FilmGrain);
    const bool paper = words.has(Style::Watercolor) || words.has(Style::LineArt)
        || words.has(Style::Ink) || words.has(Style::Pencil) || words.has(Style::PixelArt);
    if (!paper && !words.has(Style::LowPoly))
        bloom(picture, scene, cinematic || words.has(Mood::Dreamy) ? 0.42 : 0.2);
    const float vignette = cinematic || film ? 0.4F : paper ? 0.0F : 0.2F;
    const float grain = film                                      ? 15.0F
        : cinematic                                               ? 6.0F
        : words.has(Style::PixelArt) || words.has(Style::LowPoly) ? 0.0F
                                                                  : 3.2F;
    const float grade = cinematic ? 1.0F : 0.0F;
    Random random = scene.random.fork(u"grain");
    const float cx = static_cast<float>(picture.width()) * 0.5F;
    const float cy = static_cast<float>(picture.height()) * 0.5F;
    for (int y = 0; y < picture.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(picture.scanLine(y));
        const float dy = (static_cast<float>(y) - cy) / cy;
        for (int x = 0; x < picture.width(); ++x) {
            const float dx = (static_cast<float>(x) - cx) / cx;
            const float corner = std::max(0.0F, (dx * dx + dy * dy) * 0.5F - 0.12F);
            const float dim = 1.0F - vignette * corner;
            const auto noise =
                static_cast<float>(static_cast<int>(random.next() >> 56) - 128) / 128.0F * grain;
            const float luma =
                (static_cast<float>(qRed(line[x])) + 2.0F * static_cast<float>(qGreen(line[x]))
                 + static_cast<float>(qBlue(line[x])))
                / 1020.0F;
            // Teal shadows and amber lights, as films are graded.
            const float red = grade * (luma - 0.45F) * 26.0F;
            const auto part = [&](int value, float shift) {
                return std::clamp(static_cast<int>(static_cast<float>(value) * dim + noise + shift),
                                  0, 255);
            };
            line[x] = qRgb(part(qRed(line[x]), red), part(qGreen(line[x]), red * 0.2F),
                           part(qBlue(line[x]), -red));
        }
    }
}

QImage applyStyles(const QImage &picture, const Scene &scene, StepMeter &meter)
{
    const PromptWords &words = scene.words;
    QImage result = picture;
    bool styled = false;
    if (words.has(Style::Neon)) {
        result = lightNeon(result, scene);
        styled = true;
    }
    if (words.has(Style::Oil) || words.has(Style::Impressionist)) {
        result = paintOil(result, scene, words.has(Style::Impressionist), meter);
        styled = true;
    } else if (words.has(Style::Watercolor)) {
        result = paintWatercolor(result, scene);
        styled = true;
    }
    if (meter.stopped() || !meter.reach(0.7))
        return {};
    for (const Style lines : {Style::Ink, Style::Pencil, Style::Woodcut, Style::LineArt}) {
        if (words.has(lines)) {
            result = drawLines(result, scene, lines);
            styled = true;
            break;
        }
    }
    if (words.has(Style::LowPoly)) {
        result = makeLowPoly(result, scene);
        styled = true;
    }
    if (!styled && !scene.flat && !words.has(Style::PixelArt))
        result = brushed(result, scene);
    if (!meter.reach(0.85))
        return {};
    result = result.convertToFormat(QImage::Format_RGB32);
    finish(result, scene);
    if (words.has(Style::PixelArt))
        result = makePixelArt(result, scene);
    return result;
}

} // namespace peregrine::studio
