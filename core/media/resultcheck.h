#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/media/mediainfo.h"

#include <QString>

namespace peregrine {

/// What a fetched file is, when it is whole and may stand for a result of the expected content type
/// (empty: any). Pictures, video and sound may stand for each other: the file is what was paid for,
/// whatever it was called. A web page never stands for a result unless one was expected. Blocks.
[[nodiscard]] Expected<MediaInfo, Error> checkResult(const QString &path,
                                                     const QString &expectedType);

} // namespace peregrine
