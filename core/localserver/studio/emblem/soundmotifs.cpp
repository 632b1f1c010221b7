#include "core/localserver/studio/emblem/motifs.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/pen.h"

#include <QLinearGradient>

#include <cmath>

namespace peregrine::studio {

namespace {

void speech(EmblemSheet &sheet)
{
    const EmblemColors &colors = sheet.colors();
    sheet.ground();
    const QPointF middle(EmblemSheet::width / 2, EmblemSheet::height / 2);
    for (int ring = 4; ring-- > 0;) {
        sheet.fill(ellipse(middle.x(), middle.y(), 120.0 + 74 * ring, 120.0 + 74 * ring),
                   withOpacity(colors.paper, 0.09));
    }
    QLinearGradient sweep(60, 0, 580, 0);
    sweep.setColorAt(0, colors.accent);
    sweep.setColorAt(1, mix(colors.accent, colors.glow, 0.65));
    drawWave(sheet, {56, 110, 528, 260}, 0, 1, sweep);
}

/// Ribbons that swing in and out of step.
void ribbons(EmblemSheet &sheet)
{
    const EmblemColors &colors = sheet.colors();
    Random &random = sheet.random();
    sheet.ground();
    const double beats = random.between(1.2, 2.2);
    const double twist = random.between(0.3, 0.75);
    constexpr int count = 7;
    for (int i = 0; i < count; ++i) {
        std::vector<QPointF> upper;
        std::vector<QPointF> lower;
        const double share = static_cast<double>(i) / (count - 1);
        for (double x = -20; x <= EmblemSheet::width + 20; x += 20) {
            const double at = x / EmblemSheet::width;
            const double swell = std::sin(3.1416 * std::clamp(at, 0.0, 1.0));
            const double y = 240 + (0.25 + swell) * 92 * std::sin(6.2832 * beats * at + twist * i)
                + (share - 0.5) * 96;
            const double half = 4 + 17 * swell * (0.5 + 0.5 * std::sin(6.2832 * at + i));
            upper.emplace_back(x, y - half);
            lower.emplace_back(x, y + half);
        }
        upper.insert(upper.end(), lower.rbegin(), lower.rend());
        const QColor color =
            i == count / 2 ? colors.accent : mix(colors.layers.at(1), colors.glow, 1.0 - share);
        sheet.fill(smooth(upper, 0.8), withOpacity(color, 0.82));
    }
}

/// Columns of lights, as on a mixing desk.
void columns(EmblemSheet &sheet)
{
    const EmblemColors &colors = sheet.colors();
    sheet.ground();
    constexpr int count = 13;
    constexpr int lights = 9;
    for (int column = 0; column < count; ++column) {
        const double place = (column + 0.5) / count;
        const double loud = std::min(1.0, 0.2 + 0.95 * sheet.loudnessAt(0.12 + 0.76 * place));
        for (int i = 0; i < lights; ++i) {
            const double share = static_cast<double>(i) / (lights - 1);
            const bool lit = share <= loud;
            const QColor on =
                share > 0.72 ? colors.accent : mix(colors.layers.at(2), colors.glow, share * 0.9);
            sheet.bar({54 + 41.5 * column, 392 - 38.0 * i, 32, 26}, 8,
                      lit ? on : withOpacity(colors.paper, 0.1));
        }
    }
}

/// A record that turns.
void record(EmblemSheet &sheet)
{
    const EmblemColors &colors = sheet.colors();
    Random &random = sheet.random();
    sheet.ground();
    const QPointF middle(random.chance(0.5) ? 220 : 420, 240);
    sheet.fill(ellipse(middle.x(), middle.y() + 10, 196, 196), withOpacity(colors.ink, 0.2));
    sheet.fill(ellipse(middle.x(), middle.y(), 194, 194), colors.layers.at(4));
    for (int groove = 0; groove < 7; ++groove) {
        const double radius = 96 + 14.0 * groove;
        const double from = random.between(0, 360);
        QPainterPath arc;
        const QRectF box(middle.x() - radius, middle.y() - radius, 2 * radius, 2 * radius);
        arc.arcMoveTo(box, from);
        arc.arcTo(box, from, random.between(60, 220));
        sheet.line(arc, withOpacity(colors.layers.at(1), 0.75), 4);
    }
    sheet.fill(ellipse(middle.x(), middle.y(), 72, 72), colors.accent);
    sheet.fill(ellipse(middle.x(), middle.y(), 13, 13), colors.paper);
    const double side = middle.x() < 320 ? 1.0 : -1.0;
    QPainterPath arm(QPointF(320 + side * 216, 70));
    arm.lineTo(320 + side * 200, 250);
    arm.lineTo(middle.x() + side * 118, 338);
    sheet.line(arm, colors.paper, 11);
    sheet.fill(ellipse(320 + side * 216, 70, 22, 22), colors.paper);
}

void music(EmblemSheet &sheet)
{
    switch (sheet.random().integer(0, 2)) {
    case 0:
        return ribbons(sheet);
    case 1:
        return columns(sheet);
    default:
        return record(sheet);
    }
}

void edited(EmblemSheet &sheet)
{
    const EmblemColors &colors = sheet.colors();
    sheet.ground();
    drawWave(sheet, {64, 66, 512, 128}, 0, 1, withOpacity(colors.paper, 0.5));
    drawWave(sheet, {64, 252, 512, 170}, 0, 1, colors.accent);
}

void transcript(EmblemSheet &sheet)
{
    const EmblemColors &colors = sheet.colors();
    sheet.ground();
    const QRectF card(312, 82, 268, 316);
    sheet.shadow(card, 22);
    drawWave(sheet, {44, 140, 246, 200}, 0, 0.55, colors.accent);
    sheet.bar(card, 22, colors.paper);
    drawWords(sheet, card.adjusted(30, 34, -30, -30), 7, colors.layers.at(3));
}

} // namespace

void drawWave(EmblemSheet &sheet, const QRectF &box, double from, double to, const QBrush &brush)
{
    constexpr double apart = 16.0;
    const int count = static_cast<int>(box.width() / apart);
    const double first = box.left() + (box.width() - count * apart) / 2;
    QPainterPath bars;
    for (int i = 0; i < count; ++i) {
        const double place = std::lerp(from, to, (i + 0.5) / count);
        const double high = std::max(10.0, box.height() * sheet.loudnessAt(place));
        bars.addRoundedRect(QRectF(first + i * apart + 3, box.center().y() - high / 2, 10, high), 5,
                            5);
    }
    sheet.fill(bars, brush);
}

void drawSoundMotif(EmblemSheet &sheet, EmblemTask task)
{
    switch (task) {
    case EmblemTask::Music:
        return music(sheet);
    case EmblemTask::SoundEdit:
        return edited(sheet);
    case EmblemTask::Transcript:
        return transcript(sheet);
    default:
        return speech(sheet);
    }
}

} // namespace peregrine::studio
