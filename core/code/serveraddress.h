#pragma once

#include "core/code/coderequest.h"

namespace peregrine {

/// Where one of fal's addresses is asked on a server: itself, below the base, or the proxy.
[[nodiscard]] QString addressAt(const CodeServer &server, const QString &falAddress);

/// Storage's first step for a single file: answers upload_url and file_url.
[[nodiscard]] QString uploadAddress();
/// Where a run, a submit or a stream is posted, with the webhook of a submit.
[[nodiscard]] QString callAddress(const CodeRequest &request, CodeCall call);

} // namespace peregrine
