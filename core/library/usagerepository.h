#pragma once

#include "core/base/error.h"
#include "core/base/result.h"
#include "core/library/cleanupsuggestion.h"
#include "core/library/libraryusage.h"

#include <QFuture>
#include <QList>

namespace peregrine {

class Store;

/// Where the room on the disk goes. Calls return at once, the work is done on the store's thread.
class UsageRepository
{
public:
    /// The store must outlive it.
    explicit UsageRepository(Store &store);

    [[nodiscard]] QFuture<Expected<LibraryUsage, Error>> usage();
    /// Only those with something in them, what frees the most first.
    [[nodiscard]] QFuture<Expected<QList<CleanupSuggestion>, Error>> suggestions();

private:
    Store &m_store;
};

} // namespace peregrine
