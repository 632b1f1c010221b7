#include "core/localserver/studio/oklab.h"
#include "core/localserver/studio/studio.h"

namespace peregrine::studio {

Description describe(const QImage &image, const QString &detail)
{
    Description description;
    if (image.isNull())
        return description;
    const QImage small = image.scaled(64, 64, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                             .convertToFormat(QImage::Format_RGB32);
    double sum = 0.0;
    for (int y = 0; y < small.height(); ++y) {
        for (int x = 0; x < small.width(); ++x)
            sum += static_cast<double>(Lab::of(small.pixel(x, y)).lightness);
    }
    description.brightness = sum / (small.width() * small.height());
    description.orientation = image.width() > image.height() ? QStringLiteral("landscape")
        : image.width() < image.height()                     ? QStringLiteral("portrait")
                                                             : QStringLiteral("square");
    description.text = QStringLiteral("A %1 picture of %2 by %3 pixels.")
                           .arg(description.orientation)
                           .arg(image.width())
                           .arg(image.height());
    if (detail != QStringLiteral("brief"))
        description.text += QStringLiteral(" Its mean lightness is %1 of 100.")
                                .arg(qRound(description.brightness * 100.0));
    return description;
}

} // namespace peregrine::studio
