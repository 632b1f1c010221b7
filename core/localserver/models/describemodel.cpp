#include "core/localserver/models/describemodel.h"

#include "core/localserver/models/inputimage.h"
#include "core/localserver/studio/studio.h"

#include <QJsonArray>

#include <cmath>

namespace peregrine::localserver {

namespace {

/// Three digits are what can be said of a picture.
double rounded(double value)
{
    return std::round(value * 1000.0) / 1000.0;
}

/// Says the text as one would write it, longer with every word.
bool tell(const QString &text, RunContext &context)
{
    for (qsizetype end = text.indexOf(u' '); end > 0; end = text.indexOf(u' ', end + 1)) {
        if (context.stopped())
            return false;
        context.partial(
            {{QStringLiteral("output"), text.left(end)}, {QStringLiteral("partial"), true}});
    }
    return true;
}

} // namespace

std::optional<ModelAnswer> DescribeModel::run(const QJsonObject &input, RunContext &context) const
{
    const QString field = QStringLiteral("image_url");
    const Expected<QImage, ModelAnswer> image =
        loadInputImage(input.value(field).toString(), field, context.files());
    if (!image)
        return image.error();
    if (!context.step(
            1, 2, QStringLiteral("read %1 x %2 pixels").arg(image->width()).arg(image->height())))
        return std::nullopt;
    const studio::Description description =
        studio::describe(*image, input.value(QStringLiteral("detail")).toString());
    if (!context.step(2, 2, QStringLiteral("measured colours and light")))
        return std::nullopt;

    if (context.wantsPartials() && !tell(description.text, context))
        return std::nullopt;

    QJsonArray colors;
    for (const studio::NamedColor &color : description.colors) {
        colors.append(QJsonObject{
            {QStringLiteral("name"), color.name},
            {QStringLiteral("hex"), color.color.name()},
            {QStringLiteral("share"), rounded(color.share)},
        });
    }
    return ModelAnswer::output({
        {QStringLiteral("output"), description.text},
        {QStringLiteral("tags"), QJsonArray::fromStringList(description.tags)},
        {QStringLiteral("colors"), colors},
        {QStringLiteral("width"), image->width()},
        {QStringLiteral("height"), image->height()},
        {QStringLiteral("orientation"), description.orientation},
        {QStringLiteral("brightness"), rounded(description.brightness)},
        {QStringLiteral("contrast"), rounded(description.contrast)},
        {QStringLiteral("saturation"), rounded(description.saturation)},
        {QStringLiteral("sharpness"), rounded(description.sharpness)},
        {QStringLiteral("symmetry"), rounded(description.symmetry)},
        {QStringLiteral("horizon"),
         description.horizon ? QJsonValue(rounded(*description.horizon)) : QJsonValue::Null},
        {QStringLiteral("light"), description.light},
    });
}

QImage DescribeModel::thumbnail(const std::stop_token &stop) const
{
    studio::PaintRequest request;
    request.prompt = QStringLiteral("a still life with a cup, two lemons and a pear on a table");
    request.size = thumbnailSize;
    request.steps = thumbnailSteps;
    request.seed = 2;
    const QImage seen = studio::paint(
        request, [&stop](int, int, const QString &) { return !stop.stop_requested(); });
    if (seen.isNull())
        return {};
    studio::EmblemRequest look = emblem();
    look.pictures = {seen};
    const studio::Description description = studio::describe(seen, QStringLiteral("brief"));
    for (const studio::NamedColor &measured : description.colors)
        look.swatches.append(measured.color);
    return studio::paintEmblem(look);
}

} // namespace peregrine::localserver
