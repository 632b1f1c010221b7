#include "core/localserver/studio/emblem/motifs.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/pen.h"

#include <algorithm>

namespace peregrine::studio {

namespace {

/// Corners around two things in a picture.
void marks(EmblemSheet &sheet, const QRectF &view)
{
    const EmblemColors &colors = sheet.colors();
    Random &random = sheet.random();
    for (int i = 0; i < 2; ++i) {
        const QSizeF size(random.between(96, 150), random.between(90, 140));
        const QPointF corner(view.left() + 24 + i * 170 + random.between(0, 30),
                             view.top() + random.between(28, 84));
        const QRectF found(corner, size);
        constexpr double arm = 28.0;
        for (const double dx : {0.0, 1.0}) {
            for (const double dy : {0.0, 1.0}) {
                const QPointF at(found.left() + dx * size.width(),
                                 found.top() + dy * size.height());
                QPainterPath angle(at + QPointF((1 - 2 * dx) * arm, 0));
                angle.lineTo(at);
                angle.lineTo(at + QPointF(0, (1 - 2 * dy) * arm));
                sheet.line(angle, withOpacity(colors.ink, 0.4), 12);
                sheet.line(angle, i == 0 ? colors.accent : colors.glow, 7);
            }
        }
    }
}

void swatches(EmblemSheet &sheet, const QRectF &box)
{
    constexpr qsizetype most = 7;
    const qsizetype count = std::min(most, sheet.swatches().size());
    const double radius = box.height() / 2;
    for (qsizetype i = 0; i < count; ++i) {
        const double x = box.left() + radius + static_cast<double>(i) * (box.height() + 10);
        sheet.fill(ellipse(x, box.center().y(), radius, radius), sheet.swatches().at(i));
    }
}

/// A picture, what was found in it, and words below.
void look(EmblemSheet &sheet)
{
    const EmblemColors &colors = sheet.colors();
    sheet.ground();
    const QRectF card(112, 48, 416, 384);
    sheet.shadow(card, 22);
    sheet.bar(card, 22, colors.paper);
    const QRectF view(128, 64, 384, 252);
    QPainterPath rounded;
    rounded.addRoundedRect(view, 12, 12);
    sheet.painter().save();
    sheet.painter().setClipPath(rounded, Qt::IntersectClip);
    sheet.after(view, 0.5);
    sheet.painter().restore();
    if (!sheet.swatches().isEmpty()) {
        swatches(sheet, QRectF(136, 330, 368, 44));
        drawWords(sheet, QRectF(136, 384, 368, 36), 1, colors.layers.at(3));
        return;
    }
    marks(sheet, view);
    drawWords(sheet, QRectF(136, 340, 368, 72), 2, colors.layers.at(3));
}

void talk(EmblemSheet &sheet)
{
    const EmblemColors &colors = sheet.colors();
    sheet.ground();
    const QRectF asked(64, 70, 344, 132);
    const QRectF answered(166, 230, 410, 188);
    for (const bool first : {true, false}) {
        const QRectF &box = first ? asked : answered;
        sheet.shadow(box, 28);
        sheet.bar(box, 28, first ? colors.paper : colors.accent);
        const double x = first ? box.left() + 34 : box.right() - 34;
        sheet.fill(smooth({{x, box.bottom() - 24},
                           {x + (first ? 44 : -44), box.bottom() - 2},
                           {x + (first ? -14 : 14), box.bottom() + 28}},
                          0.1),
                   first ? colors.paper : colors.accent);
        drawWords(sheet, box.adjusted(32, 30, -32, -28), first ? 2 : 4,
                  first ? colors.layers.at(3) : colors.paper);
    }
}

/// Names and values, set in as in JSON.
void record(EmblemSheet &sheet)
{
    const EmblemColors &colors = sheet.colors();
    Random &random = sheet.random();
    sheet.ground();
    const QRectF card(104, 44, 432, 392);
    sheet.shadow(card, 22);
    sheet.bar(card, 22, mix(colors.ink, colors.layers.at(4), 0.35));
    int depth = 0;
    for (int row = 0; row < 8; ++row) {
        const double y = card.top() + 38 + row * 41;
        const double x = card.left() + 38 + depth * 40;
        const double name = random.between(56, 110);
        sheet.bar({x, y, name, 18}, 9, withOpacity(colors.layers.at(0), 0.9));
        const bool opens = depth < 2 && random.chance(0.4);
        if (opens)
            sheet.bar({x + name + 16, y, 18, 18}, 9, colors.paper);
        else
            sheet.bar({x + name + 16, y, random.between(50, 150), 18}, 9,
                      random.chance(0.5) ? colors.accent : colors.glow);
        if (opens)
            ++depth;
        else if (depth > 0 && random.chance(0.45))
            --depth;
    }
}

} // namespace

void drawWords(EmblemSheet &sheet, const QRectF &box, int lines, const QColor &color)
{
    Random &random = sheet.random();
    const double pitch = box.height() / lines;
    const double thick = std::min(18.0, pitch * 0.46);
    for (int line = 0; line < lines; ++line) {
        double x = box.left();
        const double end =
            line + 1 == lines ? box.left() + box.width() * random.between(0.4, 0.75) : box.right();
        while (x + 24 < end) {
            const double word = std::min(random.between(34, 112), end - x);
            sheet.bar({x, box.top() + (line + 0.5) * pitch - thick / 2, word, thick}, thick / 2,
                      withOpacity(color, 0.82));
            x += word + 14;
        }
    }
}

void drawTextMotif(EmblemSheet &sheet, EmblemTask task)
{
    switch (task) {
    case EmblemTask::Look:
        return look(sheet);
    case EmblemTask::Record:
        return record(sheet);
    default:
        return talk(sheet);
    }
}

} // namespace peregrine::studio
