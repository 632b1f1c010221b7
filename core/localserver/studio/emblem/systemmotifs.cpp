#include "core/localserver/studio/emblem/motifs.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/pen.h"

#include <cmath>

namespace peregrine::studio {

namespace {

/// Samples, and over them the curve of what is learned from them.
void training(EmblemSheet &sheet)
{
    const EmblemColors &colors = sheet.colors();
    Random &random = sheet.random();
    sheet.ground();
    constexpr int columns = 6;
    constexpr int rows = 4;
    constexpr double edge = 84.0;
    constexpr double apart = 12.0;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            const QRectF tile(38 + column * (edge + apart), 54 + row * (edge + apart), edge, edge);
            QPainterPath rounded;
            rounded.addRoundedRect(tile, 12, 12);
            sheet.painter().save();
            sheet.painter().setClipPath(rounded, Qt::IntersectClip);
            sheet.after(tile, random.uniform());
            sheet.painter().restore();
            sheet.fill(rounded,
                       withOpacity(mix(colors.high, colors.layers.at(1), random.uniform()), 0.55));
        }
    }
    std::vector<QPointF> curve;
    for (int i = 0; i <= 12; ++i) {
        const double share = i / 12.0;
        const double fall = std::exp(-3.1 * share);
        curve.emplace_back(62 + 516 * share,
                           392 - 290 * fall + random.between(-20, 20) * (1.0 - share));
    }
    const QPainterPath path = smoothLine(curve, 0.8);
    QPainterPath low = path;
    low.translate(0, 6);
    sheet.line(low, withOpacity(colors.ink, 0.3), 16);
    sheet.line(path, colors.paper, 14);
    sheet.line(path, colors.accent, 8);
    sheet.fill(ellipse(curve.back().x(), curve.back().y(), 19, 19), colors.paper);
    sheet.fill(ellipse(curve.back().x(), curve.back().y(), 12, 12), colors.accent);
}

/// Steps that hand on to each other.
void workflow(EmblemSheet &sheet)
{
    const EmblemColors &colors = sheet.colors();
    Random &random = sheet.random();
    sheet.ground();
    const QSizeF size(134, 84);
    std::array<QRectF, 4> steps;
    const std::array<QPointF, 4> places{
        QPointF(42, random.between(80, 150)), QPointF(42, random.between(270, 320)),
        QPointF(250, random.between(170, 230)), QPointF(462, random.between(150, 260))};
    for (std::size_t i = 0; i < steps.size(); ++i)
        steps.at(i) = QRectF(places.at(i), size);
    for (const auto &[from, to] : {std::pair(0, 2), std::pair(1, 2), std::pair(2, 3)}) {
        const QRectF &a = steps.at(static_cast<std::size_t>(from));
        const QRectF &b = steps.at(static_cast<std::size_t>(to));
        QPainterPath wire(QPointF(a.right(), a.center().y()));
        wire.cubicTo(a.right() + 54, a.center().y(), b.left() - 54, b.center().y(), b.left(),
                     b.center().y());
        sheet.line(wire, colors.paper, 7);
    }
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const QRectF &box = steps.at(i);
        sheet.shadow(box, 18);
        sheet.bar(box, 18, i == 3 ? colors.accent : colors.paper);
        drawWords(sheet, box.adjusted(20, 18, -20, -18), 2,
                  i == 3 ? colors.paper : colors.layers.at(3));
        for (const double x : {box.left(), box.right()})
            sheet.fill(ellipse(x, box.center().y(), 11, 11), colors.glow);
    }
}

} // namespace

void drawSystemMotif(EmblemSheet &sheet, EmblemTask task)
{
    if (task == EmblemTask::Training)
        training(sheet);
    else
        workflow(sheet);
}

} // namespace peregrine::studio
