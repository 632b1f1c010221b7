#pragma once

#include "core/base/result.h"
#include "core/localserver/models/modelanswer.h"
#include "core/localserver/models/runcontext.h"
#include "core/localserver/studio/studio.h"

namespace peregrine::localserver {

/// Keeps what was made and answers the File of an output: {url, content_type, file_name,
/// file_size}. url is a path; it becomes a whole URL when the output is sent. stem is the name
/// without suffix.
[[nodiscard]] Expected<QJsonObject, ModelAnswer>
storeOutput(RunContext &context, const studio::EncodedFile &made, const QString &stem);

} // namespace peregrine::localserver
