#pragma once

#include "core/localserver/studio/emblem/emblemsheet.h"
#include "core/localserver/studio/emblem/emblemtask.h"

namespace peregrine::studio {

/// Each fills the whole sheet for the tasks of its kind.
void drawPictureMotif(EmblemSheet &sheet, EmblemTask task);
void drawFilmMotif(EmblemSheet &sheet, EmblemTask task);
void drawSoundMotif(EmblemSheet &sheet, EmblemTask task);
void drawSolidMotif(EmblemSheet &sheet, EmblemTask task);
void drawTextMotif(EmblemSheet &sheet, EmblemTask task);
/// Learning, joining: no single thing goes in or comes out.
void drawSystemMotif(EmblemSheet &sheet, EmblemTask task);

/// Bars around a middle line, louder ones longer. from and to are places of the sound.
void drawWave(EmblemSheet &sheet, const QRectF &box, double from, double to, const QBrush &brush);
/// Lines of words, as seen from too far to be read.
void drawWords(EmblemSheet &sheet, const QRectF &box, int lines, const QColor &color);

} // namespace peregrine::studio
