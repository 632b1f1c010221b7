#pragma once

#include "core/http/httpmessage.h"
#include "core/localserver/models/modelregistry.h"

namespace peregrine::localserver {

/// The models of the platform API: list, prices and estimates. Everything costs nothing here, and
/// of emulations of other models the price is not known.
class ModelList
{
public:
    explicit ModelList(const ModelRegistry &models);

    [[nodiscard]] HttpResponse list(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse pricing(const HttpRequest &request) const;
    [[nodiscard]] HttpResponse estimate(const HttpRequest &request) const;

private:
    const ModelRegistry &m_models;
};

/// Whether every word is found in the id, name, description, category or tags.
[[nodiscard]] bool matchesWords(const ModelCard &card, const QString &words);

} // namespace peregrine::localserver
