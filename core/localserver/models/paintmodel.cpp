#include "core/localserver/models/paintmodel.h"

#include "core/localserver/models/inputvalues.h"
#include "core/localserver/models/paintjob.h"

namespace peregrine::localserver {

std::optional<ModelAnswer> PaintModel::run(const QJsonObject &input, RunContext &context) const
{
    studio::PaintRequest request = paintRequestOf(input);
    request.size = imageSizeOf(input.value(QStringLiteral("image_size")));
    return paintAll(request, input, card().endpoint, context);
}

QImage PaintModel::thumbnail(const std::stop_token &stop) const
{
    studio::PaintRequest request;
    request.prompt = QStringLiteral("an oil painting of a lighthouse by the sea at sunset");
    request.size = thumbnailSize;
    request.steps = thumbnailSteps;
    request.seed = 11;
    return studio::paint(request,
                         [&stop](int, int, const QString &) { return !stop.stop_requested(); });
}

} // namespace peregrine::localserver
