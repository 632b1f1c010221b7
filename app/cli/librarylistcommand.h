#pragma once

#include "app/cli/command.h"

#include <memory>

namespace peregrine {
class AssetRepository;
class Store;
struct Asset;
}

namespace peregrine::cli {

/// peregrine-cli library list [--limit N]: the newest results.
class LibraryListCommand final : public Command
{
    Q_OBJECT

public:
    LibraryListCommand(Context context, int limit);
    ~LibraryListCommand() override;
    void start() override;

private:
    void print(const QList<Asset> &assets);

    int m_limit;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<AssetRepository> m_assets;
};

} // namespace peregrine::cli
