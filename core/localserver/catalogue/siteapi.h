#pragma once

#include "core/localserver/apihandler.h"
#include "core/localserver/models/modelregistry.h"

namespace peregrine::localserver {

/// fal.ai: the older addresses of the catalogue, which need no key. A page of the model list, an
/// endpoint's OpenAPI document, and its description as plain text.
class SiteApi : public ApiHandler
{
public:
    SiteApi(const KeyCheck &keys, const ModelRegistry &models);

    [[nodiscard]] HttpBodyPlan planBody(const HttpRequest &head) override;
    void handle(HttpRequest request, HttpResponder responder) override;

private:
    [[nodiscard]] HttpResponse answer(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse models(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse document(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse description(const HttpRequest &request) const;

    const ModelRegistry &m_models;
};

} // namespace peregrine::localserver
