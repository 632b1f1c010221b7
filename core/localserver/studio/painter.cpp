#include "core/localserver/studio/backdrops/backdrops.h"
#include "core/localserver/studio/promptwords.h"
#include "core/localserver/studio/styles/styles.h"

#include <algorithm>

namespace peregrine::studio {

QImage paint(const PaintRequest &request, const Progress &progress)
{
    const QSize size(std::clamp(request.size.width(), minimumSide, maximumSide),
                     std::clamp(request.size.height(), minimumSide, maximumSide));
    const int steps = std::clamp(request.steps, 1, maximumSteps);
    const double detail = std::clamp(steps / 40.0, 0.08, 1.0);
    const PromptWords words = readPrompt(request.prompt, request.negativePrompt);
    const Scene scene = planScene(words, QSizeF(size), std::clamp(request.guidance, 0.0, 20.0),
                                  detail, request.seed);
    StepMeter meter(steps, progress);

    QImage picture;
    meter.enter(0.0, 0.5, QStringLiteral("composing the scene"));
    const bool layered = words.has(Style::PaperCut);
    Planes planes(size, layered);
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
