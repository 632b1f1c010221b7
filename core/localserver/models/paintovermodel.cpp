#include "core/localserver/models/paintovermodel.h"

#include "core/localserver/models/inputimage.h"
#include "core/localserver/models/inputvalues.h"
#include "core/localserver/models/paintjob.h"

#include <algorithm>

namespace peregrine::localserver {

namespace {

/// The source's size, brought between the bounds with its proportions as far as they allow.
QSize sizeLike(const QSize &source)
{
    QSize size = source;
    if (std::max(size.width(), size.height()) > studio::maximumSide)
        size.scale(studio::maximumSide, studio::maximumSide, Qt::KeepAspectRatio);
    return size.expandedTo({studio::minimumSide, studio::minimumSide});
}

} // namespace

std::optional<ModelAnswer> PaintOverModel::run(const QJsonObject &input, RunContext &context) const
{
    const QString field = QStringLiteral("image_url");
    const Expected<QImage, ModelAnswer> source =
        loadInputImage(input.value(field).toString(), field, context.files());
    if (!source)
        return source.error();
    studio::PaintRequest request = paintRequestOf(input);
    request.source = *source;
    request.strength = input.value(QStringLiteral("strength")).toDouble();
    request.size = imageSizeOf(input.value(QStringLiteral("image_size")));
    if (request.size.isEmpty())
        request.size = sizeLike(source->size());
    return paintAll(request, input, card().endpoint, context);
}

QImage PaintOverModel::thumbnail(const std::stop_token &stop) const
{
    const studio::Progress progress = [&stop](int, int, const QString &) {
        return !stop.stop_requested();
    };
    studio::PaintRequest request;
    request.prompt = QStringLiteral("a red barn in a green meadow, clear sky at noon");
    request.size = thumbnailSize;
    request.steps = thumbnailSteps;
    request.seed = 5;
    const QImage source = studio::paint(request, progress);
    if (source.isNull())
        return {};
    request.prompt = QStringLiteral("an impressionist barn at sunset, vivid");
    request.source = source;
    request.strength = 0.45;
    const QImage over = studio::paint(request, progress);
    studio::EmblemRequest compared = emblem();
    compared.pictures = {source, over};
    return over.isNull() ? QImage() : studio::paintEmblem(compared);
}

} // namespace peregrine::localserver
