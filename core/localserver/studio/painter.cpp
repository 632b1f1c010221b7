#include "core/localserver/studio/backdrops/backdrops.h"
#include "core/localserver/studio/promptwords.h"
#include "core/localserver/studio/styles/field.h"
#include "core/localserver/studio/styles/styles.h"

#include <algorithm>

namespace peregrine::studio {

namespace {

/// The picture on its way: what is there, softened the more the earlier it is.
QImage unfinished(const QImage &picture, double share)
{
    const double side = std::max(picture.width(), picture.height());
    const double radius = side * 0.03 * (1.0 - share) * (1.0 - share);
    return radius < 1.0 ? picture : softened(picture, radius).convertToFormat(QImage::Format_RGB32);
}

QImage reduced(const QImage &picture)
{
    QSize size = picture.size();
    if (std::max(size.width(), size.height()) > maximumPreviewSide)
        size.scale(maximumPreviewSide, maximumPreviewSide, Qt::KeepAspectRatio);
    return picture.scaled(size.expandedTo({1, 1}), Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
        .convertToFormat(QImage::Format_RGB32);
}

} // namespace

QImage paint(const PaintRequest &request, const Progress &progress, const Preview &preview)
{
    const QSize size(std::clamp(request.size.width(), minimumSide, maximumSide),
                     std::clamp(request.size.height(), minimumSide, maximumSide));
    const int steps = std::clamp(request.steps, 1, maximumSteps);
    const double detail = std::clamp(steps / 40.0, 0.08, 1.0);
    const PromptWords words = readPrompt(request.prompt, request.negativePrompt);
    const Scene scene = planScene(words, QSizeF(size), std::clamp(request.guidance, 0.0, 20.0),
                                  detail, request.seed);
    const bool layered = words.has(Style::PaperCut);
    QImage picture;
    Planes planes(size, layered);
    const auto look = [&](int step) {
        const QImage now = picture.isNull() ? planes.soFar(scene.palette.skyLow, maximumPreviewSide)
                                            : reduced(picture);
        preview(step, steps, unfinished(now, static_cast<double>(step) / steps));
    };
    StepMeter meter(steps, progress, preview ? StepMeter::Look(look) : StepMeter::Look());

    meter.enter(0.0, 0.5, QStringLiteral("composing the scene"));
    if (!composeScene(planes, scene, meter))
        return {};
    picture = layered ? layPaper(planes.take(), scene) : planes.take().constFirst().image;
    if (!request.source.isNull())
        picture =
            blendSource(picture, request.source, scene, std::clamp(request.strength, 0.0, 1.0));
    meter.enter(0.5, 1.0, styleName(words));
    picture = applyStyles(picture, scene, meter);
    if (!meter.reach(1.0))
        return {};
    return picture.convertToFormat(QImage::Format_RGB32);
}

} // namespace peregrine::studio
