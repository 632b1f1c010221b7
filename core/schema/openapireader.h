#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/schema/modelschema.h"

#include <QJsonObject>

namespace peregrine {

/// Reads the OpenAPI document of an endpoint (fal's dialects: Pydantic 1 with allOf and nullable,
/// Pydantic 2 with anyOf null and keywords beside $ref). Whatever a real document leaves open ends
/// in a field that takes anything, never in an error. Errors are Malformed for what is no OpenAPI
/// document with a model's input, or whose input is no object; Server, with the platform API's code
/// as type ("expansion_failed"), where its listing has an error in the place of the document.
/// Pure; bounded for documents that loop or explode.
class OpenApiReader
{
public:
    [[nodiscard]] static Expected<ModelSchema, Error> read(const QJsonObject &document);
};

} // namespace peregrine
