#include "core/schema/sizelimits.h"

#include <QCoreApplication>
#include <QLocale>

namespace peregrine {

namespace {

class Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::SizeLimits)
};

} // namespace

QString sizeLimitFault(const QSize &size, const MediaLimits &limits)
{
    const qint64 area = qint64(size.width()) * size.height();
    if (size.width() < limits.minPixels.width() || size.height() < limits.minPixels.height())
        return Words::tr("The size must be at least %1 × %2.")
            .arg(limits.minPixels.width())
            .arg(limits.minPixels.height());
    const bool wide = limits.maxPixels.width() > 0 && size.width() > limits.maxPixels.width();
    const bool high = limits.maxPixels.height() > 0 && size.height() > limits.maxPixels.height();
    if (wide || high)
        return Words::tr("The size must be at most %1 × %2.")
            .arg(limits.maxPixels.width())
            .arg(limits.maxPixels.height());
    if (limits.minArea > 0 && area < limits.minArea)
        return Words::tr("The size must have at least %1 pixels.")
            .arg(QLocale().toString(limits.minArea));
    if (limits.maxArea > 0 && area > limits.maxArea)
        return Words::tr("The size must have at most %1 pixels.")
            .arg(QLocale().toString(limits.maxArea));
    if (limits.multipleOf > 1
        && (size.width() % limits.multipleOf != 0 || size.height() % limits.multipleOf != 0))
        return Words::tr("Width and height must be multiples of %1.").arg(limits.multipleOf);
    const double aspect = size.isEmpty() ? 0 : double(size.width()) / size.height();
    if ((limits.minAspect > 0 && aspect < limits.minAspect)
        || (limits.maxAspect > 0 && aspect > limits.maxAspect))
        return Words::tr("The size is too long on one side for this model.");
    return {};
}

} // namespace peregrine
