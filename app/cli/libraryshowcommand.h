#pragma once

#include "app/cli/command.h"
#include "core/base/error.h"
#include "core/jobs/asset.h"

#include <QJsonObject>

#include <memory>

namespace peregrine {
class AssetRepository;
class CollectionRepository;
class Store;
}

namespace peregrine::cli {

/// peregrine-cli library show ID: all that is known of a result, what it was made from and what was
/// made from it.
class LibraryShowCommand final : public Command
{
    Q_OBJECT

public:
    LibraryShowCommand(Context context, QString id);
    ~LibraryShowCommand() override;
    void start() override;

private:
    void look();
    void addCollections(const Asset &asset);
    void addSources(const AssetId &id);
    void addMadeFrom(const AssetId &id);

    QString m_id;
    QJsonObject m_shown;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<AssetRepository> m_assets;
    std::unique_ptr<CollectionRepository> m_collections;
};

} // namespace peregrine::cli
