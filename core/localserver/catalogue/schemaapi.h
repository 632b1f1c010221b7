#pragma once

#include "core/localserver/apihandler.h"
#include "core/localserver/models/modelregistry.h"

namespace peregrine::localserver {

/// fal.ai: the older address of an endpoint's OpenAPI document. Needs no key.
class SchemaApi : public ApiHandler
{
public:
    SchemaApi(const KeyCheck &keys, const ModelRegistry &models);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;
    void handle(HttpRequest request, HttpResponder responder) override;

private:
    const ModelRegistry &m_models;
};

} // namespace peregrine::localserver
