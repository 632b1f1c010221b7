#pragma once

#include "core/http/httpmessage.h"
#include "core/localserver/models/modelregistry.h"
#include "core/localserver/queue/storedrequest.h"

namespace peregrine::localserver {

/// The model's own answer to a finished request, as HTTP: its status, its body with whole URLs, and
/// fal's headers for errors.
[[nodiscard]] HttpResponse modelResponse(const StoredRequest &stored, const QString &base);

/// 404 in the words of fal: the application is unknown, or it has no such path.
[[nodiscard]] HttpResponse unknownEndpoint(const ModelRegistry &models, const QString &endpoint);

} // namespace peregrine::localserver
