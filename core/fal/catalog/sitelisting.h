#pragma once

#include "core/fal/catalog/catalogservice.h"

namespace peregrine {

/// A page of fal.ai/api/models ({items, page, pages, size, total}) as a page of the platform API's
/// list, so that one reading of an entry serves both. Hidden entries (unlisted, removed, private)
/// are left out. fal does not document the listing; members are those its web site has.
[[nodiscard]] Expected<ModelPage, Error> sitePageOf(const FalAnswer &answer);

} // namespace peregrine
