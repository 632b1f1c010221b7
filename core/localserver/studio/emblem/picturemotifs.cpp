#include "core/localserver/studio/emblem/motifs.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/pen.h"

namespace peregrine::studio {

namespace {

void checkers(EmblemSheet &sheet, const QRectF &box)
{
    constexpr double edge = 40.0;
    sheet.painter().save();
    sheet.painter().setClipRect(box, Qt::IntersectClip);
    const QColor dark = mix(sheet.colors().paper, sheet.colors().layers.at(1), 0.22);
    for (int row = 0; row * edge < EmblemSheet::height; ++row) {
        for (int column = 0; column * edge < EmblemSheet::width; ++column) {
            sheet.painter().fillRect(QRectF(column * edge, row * edge, edge, edge),
                                     (row + column) % 2 == 0 ? sheet.colors().paper : dark);
        }
    }
    sheet.painter().restore();
}

/// The scene with too few pixels to see it well.
void coarse(EmblemSheet &sheet)
{
    QImage small(20, 15, QImage::Format_RGB32);
    {
        QPainter painter(&small);
        painter.setRenderHint(QPainter::Antialiasing);
        sheet.scenery().paint(painter, QRectF(small.rect()), Scenery::Finish::Painted, 0.5);
    }
    sheet.painter().drawImage(EmblemSheet::whole(), small);
}

/// The border between before and after, with a handle to draw it by.
void seam(EmblemSheet &sheet, double x)
{
    const EmblemColors &colors = sheet.colors();
    constexpr double middle = EmblemSheet::height / 2;
    sheet.painter().fillRect(QRectF(x - 3.5, 0, 7, EmblemSheet::height), colors.paper);
    sheet.fill(ellipse(x, middle + 3, 34, 34), withOpacity(colors.ink, 0.22));
    sheet.fill(ellipse(x, middle, 32, 32), colors.paper);
    for (const double side : {-1.0, 1.0}) {
        QPainterPath arrow(QPointF(x + side * 7, middle - 10));
        arrow.lineTo(x + side * 17, middle);
        arrow.lineTo(x + side * 7, middle + 10);
        sheet.line(arrow, colors.ink, 4.5);
    }
}

/// A blob that is to be painted anew.
void mend(EmblemSheet &sheet)
{
    Random &random = sheet.random();
    const EmblemColors &colors = sheet.colors();
    sheet.after(EmblemSheet::whole(), 0.5);
    const QPointF centre(random.between(240, 400), random.between(200, 270));
    std::vector<QPointF> points;
    constexpr int corners = 9;
    for (int i = 0; i < corners; ++i) {
        const double angle = 6.2832 * i / corners;
        const double reach = random.between(98, 142);
        points.emplace_back(centre.x() + reach * 1.2 * std::cos(angle),
                            centre.y() + reach * std::sin(angle));
    }
    const QPainterPath blob = smooth(points);
    sheet.painter().save();
    sheet.painter().setClipPath(blob, Qt::IntersectClip);
    sheet.before(EmblemSheet::whole());
    sheet.painter().restore();
    QPen dashes(colors.paper, 7, Qt::CustomDashLine, Qt::RoundCap);
    dashes.setDashPattern({2.2, 1.9});
    sheet.line(blob, withOpacity(colors.ink, 0.55), 11);
    sheet.painter().strokePath(blob, dashes);
}

} // namespace

void drawPictureMotif(EmblemSheet &sheet, EmblemTask task)
{
    const QRectF whole = EmblemSheet::whole();
    if (task == EmblemTask::Picture || task == EmblemTask::Other) {
        sheet.after(whole, 0.5);
        return;
    }
    if (task == EmblemTask::Mend) {
        mend(sheet);
        return;
    }
    const double x = sheet.hasPictures() ? whole.center().x() : sheet.random().between(270, 370);
    const QRectF right(x, 0, whole.width() - x, whole.height());
    if (task == EmblemTask::Sharpen && !sheet.hasPictures())
        coarse(sheet);
    else if (task == EmblemTask::CutOut)
        sheet.after(whole, 0.5);
    else
        sheet.before(whole);
    sheet.painter().save();
    sheet.painter().setClipRect(right, Qt::IntersectClip);
    if (task == EmblemTask::CutOut) {
        checkers(sheet, whole);
        sheet.scenery().paintForeground(sheet.painter(), whole, 0.5);
    } else {
        sheet.after(whole, sheet.hasPictures() ? 1.0 : 0.5);
    }
    sheet.painter().restore();
    seam(sheet, x);
}

} // namespace peregrine::studio
