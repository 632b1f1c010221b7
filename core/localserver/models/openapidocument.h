#pragma once

#include "core/localserver/models/modelcard.h"

#include <QJsonObject>
#include <QString>

namespace peregrine::localserver {

/// The OpenAPI document of a model, in the dialect of fal's own: one POST for the input, three
/// paths for its request, the schemas as components.
[[nodiscard]] QJsonObject openApiDocument(const ModelCard &card, const QString &base);

/// The model as an entry of the platform API's GET /v1/models.
[[nodiscard]] QJsonObject catalogueEntry(const ModelCard &card, const QString &base);

} // namespace peregrine::localserver
