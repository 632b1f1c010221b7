#include "core/localserver/studio/sketchpainter.h"

#include "core/localserver/studio/sketch/brushwork.h"
#include "core/localserver/studio/sketch/drawingmap.h"
#include "core/localserver/studio/sketch/paperwork.h"
#include "core/localserver/studio/sketch/sketchlook.h"
#include "core/localserver/studio/sketch/sketchtarget.h"

#include <QPainter>

#include <algorithm>

namespace peregrine::studio {

namespace {

/// On white, within the bounds, and not wider or higher than the grids can take.
QImage prepared(const QImage &drawing)
{
    QSize size = drawing.size();
    if (std::max(size.width(), size.height()) > maximumSketchSide)
        size.scale(maximumSketchSide, maximumSketchSide, Qt::KeepAspectRatio);
    size = size.expandedTo({minimumSketchSide, minimumSketchSide});
    if (!drawing.hasAlphaChannel() && size == drawing.size())
        return drawing.convertToFormat(QImage::Format_RGB32);
    QImage sheet(size, QImage::Format_RGB32);
    sheet.fill(Qt::white);
    QPainter painter(&sheet);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(sheet.rect(), drawing);
    return sheet;
}

QImage inOil(const QImage &target, const SketchLook &look, int steps,
             const std::function<bool()> &stopped)
{
    const auto unit = static_cast<float>(std::min(target.width(), target.height())) / 512.0F;
    const bool bold = look.words.has(Style::Impressionist);
    const float size = std::max(0.5F, unit) * (bold ? 1.35F : 1.0F);
    const bool flat = look.words.has(Style::Flat) || look.words.has(Style::PaperCut);
    Brushwork work(target, look.noise, Random(look.seed).fork(u"strokes"));
    const int fine = std::max(0, 30 - 5 * steps);
    if (!work.paint({26.0F * size, 58.0F * size, 21.0F * size, 0, 225}, stopped))
        return {};
    if (steps > 1
        && !work.paint({11.0F * size, 34.0F * size, 9.0F * size, 26 + fine, 230}, stopped))
        return {};
    if (steps > 2 && !work.paint({5.0F * size, 15.0F * size, 3.4F * size, 34 + fine, 245}, stopped))
        return {};
    return work.lit(flat ? 0.1F : bold ? 1.0F : 0.7F);
}

} // namespace

struct SketchPainter::Remembered
{
    QString prompt;
    double strength;
    quint64 seed;
    std::shared_ptr<const SketchLook> look;
};

SketchPainter::SketchPainter() = default;
SketchPainter::~SketchPainter() = default;

std::shared_ptr<const SketchLook> SketchPainter::lookFor(const SketchRequest &request) const
{
    {
        const std::scoped_lock lock(m_mutex);
        if (m_last && m_last->prompt == request.prompt && m_last->seed == request.seed
            && qFuzzyCompare(1.0 + m_last->strength, 1.0 + request.strength))
            return m_last->look;
    }
    auto look = std::make_shared<const SketchLook>(request.prompt, request.strength, request.seed);
    const std::scoped_lock lock(m_mutex);
    m_last = std::make_unique<Remembered>(
        Remembered{request.prompt, request.strength, request.seed, look});
    return look;
}

QImage SketchPainter::paint(const SketchRequest &request,
                            const std::function<bool()> &stopped) const
{
    if (request.drawing.isNull())
        return {};
    const QImage drawing = prepared(request.drawing);
    const std::shared_ptr<const SketchLook> look = lookFor(request);
    const DrawingMap map(drawing);
    const QImage target = sketchTarget(drawing, map, *look);
    if (stopped())
        return {};
    if (look->words.has(Style::Watercolor))
        return washedSketch(target, look->noise);
    for (const Style pen : {Style::Ink, Style::Pencil, Style::LineArt, Style::Woodcut}) {
        if (look->words.has(pen))
            return hatchedSketch(target, look->noise, pen == Style::Pencil);
    }
    return inOil(target, *look, std::clamp(request.steps, 1, 8), stopped);
}

} // namespace peregrine::studio
