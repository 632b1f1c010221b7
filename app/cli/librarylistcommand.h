#pragma once

#include "app/cli/command.h"
#include "core/library/libraryquery.h"

#include <memory>

namespace peregrine {
class AssetRepository;
class Store;
struct Asset;
struct LibraryIndex;
}

namespace peregrine::cli {

/// peregrine-cli library list and find [--limit N] SEARCH: results, in the order of the search.
class LibraryListCommand final : public Command
{
    Q_OBJECT

public:
    LibraryListCommand(Context context, const QString &search, int limit);
    ~LibraryListCommand() override;
    void start() override;

private:
    void list(const LibraryIndex &index);
    void print(const QList<Asset> &assets);

    ParsedLibraryQuery m_parsed;
    int m_limit;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<AssetRepository> m_assets;
};

} // namespace peregrine::cli
