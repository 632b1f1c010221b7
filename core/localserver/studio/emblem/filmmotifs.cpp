#include "core/localserver/studio/emblem/motifs.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/pen.h"

namespace peregrine::studio {

namespace {

constexpr double stripTop = 66.0;
constexpr double stripHeight = 348.0;
constexpr double perforated = 44.0;
constexpr double gap = 18.0;

enum class Frame { Before, After };

void show(EmblemSheet &sheet, const QRectF &box, Frame frame, double moment)
{
    QPainterPath rounded;
    rounded.addRoundedRect(box, 12, 12);
    sheet.painter().save();
    sheet.painter().setClipPath(rounded, Qt::IntersectClip);
    if (frame == Frame::Before)
        sheet.before(box);
    else
        sheet.after(box, moment);
    sheet.painter().restore();
}

/// A strip of three frames, of which the middle one is whole.
void strip(EmblemSheet &sheet, Frame first)
{
    const EmblemColors &colors = sheet.colors();
    sheet.ground();
    const QColor film = mix(colors.ink, colors.layers.at(4), 0.3);
    sheet.painter().fillRect(QRectF(0, stripTop, EmblemSheet::width, stripHeight), film);
    for (double x = -14; x < EmblemSheet::width; x += 54) {
        for (const double y : {stripTop + 12, stripTop + stripHeight - perforated + 12})
            sheet.bar({x, y, 28, 20}, 6, mix(colors.high, colors.low, 0.35));
    }
    const double high = stripHeight - 2 * perforated;
    const double wide = high * 4 / 3 + 40;
    const double left = (EmblemSheet::width - wide) / 2;
    for (int i = 0; i < 3; ++i) {
        show(sheet, {left + (i - 1) * (wide + gap), stripTop + perforated, wide, high},
             i == 0 ? first : Frame::After, i / 2.0);
    }
}

/// A picture, and behind it what becomes of it.
void fan(EmblemSheet &sheet)
{
    const EmblemColors &colors = sheet.colors();
    sheet.ground();
    const QSizeF size(372, 279);
    for (int i = 3; i-- > 0;) {
        const double shrink = 1.0 - 0.12 * i;
        const QSizeF shown = size * shrink;
        const QRectF box(QPointF(62 + 118.0 * i + (size.width() - shown.width()) / 2,
                                 EmblemSheet::height / 2 - shown.height() / 2 + 6),
                         shown);
        const QRectF card = box.adjusted(-10, -10, 10, 10);
        sheet.shadow(card, 18);
        sheet.bar(card, 18, colors.paper);
        show(sheet, box, Frame::After, i / 2.0);
        sheet.bar(card, 18, withOpacity(mix(colors.high, colors.low, 0.4), 0.24 * i));
    }
    // The sign of something that can be played.
    const QPointF middle(62 + size.width() / 2, EmblemSheet::height / 2 + 6);
    sheet.fill(ellipse(middle.x(), middle.y(), 46, 46), withOpacity(colors.ink, 0.5));
    sheet.fill(
        smooth({middle + QPointF(-14, -22), middle + QPointF(24, 0), middle + QPointF(-14, 22)},
               0.12),
        colors.paper);
}

/// A film in a player's frame, with its sound below.
void sounding(EmblemSheet &sheet, bool soundFirst)
{
    const EmblemColors &colors = sheet.colors();
    sheet.ground();
    const QRectF screen(120, soundFirst ? 176 : 54, 400, 250);
    const QRectF card = screen.adjusted(-10, -10, 10, 10);
    sheet.shadow(card, 18);
    sheet.bar(card, 18, colors.paper);
    show(sheet, screen, Frame::After, 0.4);
    drawWave(sheet, {84, soundFirst ? 44.0 : 330.0, 472, 108}, 0, 1, colors.accent);
}

} // namespace

void drawFilmMotif(EmblemSheet &sheet, EmblemTask task)
{
    switch (task) {
    case EmblemTask::Moved:
        return fan(sheet);
    case EmblemTask::FilmFromSound:
        return sounding(sheet, true);
    case EmblemTask::SoundFromFilm:
        return sounding(sheet, false);
    case EmblemTask::FilmEdit:
        return strip(sheet, Frame::Before);
    default:
        return strip(sheet, Frame::After);
    }
}

} // namespace peregrine::studio
