#pragma once

#include "core/base/result.h"
#include "core/localserver/emulation/emulationrequest.h"
#include "core/localserver/models/modelanswer.h"
#include "core/localserver/models/runcontext.h"

#include <QImage>

namespace peregrine::localserver {

/// The picture that an input names. One of another server is not fetched, for this server works
/// without a network: a painted one stands in for it, and the log says so. Errors are 422s.
[[nodiscard]] Expected<QImage, ModelAnswer>
inputPicture(const InputMedia &media, const EmulationLimits &limits, RunContext &context);

} // namespace peregrine::localserver
