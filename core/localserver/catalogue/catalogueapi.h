#pragma once

#include "core/localserver/apihandler.h"
#include "core/localserver/models/modelregistry.h"

namespace peregrine::localserver {

/// api.fal.ai: the list of models, with search, pages and schemas, and their prices.
class CatalogueApi : public ApiHandler
{
public:
    CatalogueApi(const KeyCheck &keys, const ModelRegistry &models);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;
    void handle(HttpRequest request, HttpResponder responder) override;

private:
    [[nodiscard]] HttpResponse models(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse pricing(const HttpRequest &request) const;

    const ModelRegistry &m_models;
};

} // namespace peregrine::localserver
