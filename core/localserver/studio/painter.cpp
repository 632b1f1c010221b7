#include "core/localserver/studio/noise.h"
#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/random.h"
#include "core/localserver/studio/stepmeter.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace peregrine::studio {

QImage paint(const PaintRequest &request, const Progress &progress)
{
    const QSize size(std::clamp(request.size.width(), minimumSide, maximumSide),
                     std::clamp(request.size.height(), minimumSide, maximumSide));
    StepMeter meter(std::clamp(request.steps, 1, maximumSteps), progress);
    Random random(hashText(request.prompt, request.seed));
    const Noise noise(random.next());
    const auto hue = static_cast<float>(random.between(0.0, 6.28));
    QImage image(size, QImage::Format_RGB32);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient sky(0, 0, 0, size.height());
    sky.setColorAt(0, Lab::fromPolar(0.5F, 0.1F, hue).color());
    sky.setColorAt(1, Lab::fromPolar(0.9F, 0.07F, hue + 1.5F).color());
    painter.fillRect(image.rect(), sky);
    if (!request.source.isNull()) {
        painter.setOpacity(1.0 - std::clamp(request.strength, 0.0, 1.0));
        painter.drawImage(image.rect(), request.source);
        painter.setOpacity(0.6);
    }
    painter.setPen(Qt::NoPen);
    constexpr int ridges = 7;
    for (int ridge = 0; ridge < ridges; ++ridge) {
        QPainterPath path(QPointF(0, size.height()));
        for (int x = 0; x <= size.width() + 4; x += 4) {
            const float lift =
                noise.fractal(static_cast<float>(x) * 3.0F / static_cast<float>(size.width()),
                              static_cast<float>(ridge) * 9.0F, 5);
            path.lineTo(x, size.height() * (0.4 + 0.09 * ridge - 0.12 * static_cast<double>(lift)));
        }
        path.lineTo(size.width(), size.height());
        painter.setBrush(
            Lab::fromPolar(0.75F - 0.08F * static_cast<float>(ridge), 0.07F, hue + 0.4F).color());
        painter.drawPath(path);
        if (!meter.reach((ridge + 1.0) / ridges))
            return {};
    }
    return image;
}

} // namespace peregrine::studio
