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

} // namespace peregrine::localserver
