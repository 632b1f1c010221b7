#include "app/services.h"

#include "core/settings/settingkeys.h"

#include <utility>

namespace peregrine {

namespace {

LocalServer::Options localServerOptions(const Folders &folders)
{
    LocalServer::Options options;
    options.dataFolder = folders.localServer();
    return options;
}

JobManager::Options jobOptions(const Folders &folders)
{
    JobManager::Options options;
    options.resultsFolder = folders.results();
    return options;
}

/// The folders with the user's own choice of where results go.
Folders chosen(Folders folders, const Settings &settings)
{
    folders.setResults(settings.get(settings::resultsFolder));
    return folders;
}

} // namespace

Services::Services(const Folders &where, Secret key)
    : folders(chosen(where, Settings(where.settingsFile())))
    , settings(where.settingsFile())
    , localServer(localServerOptions(folders))
    , servers(std::move(key))
    , catalog(servers, CatalogCache(folders.cache() + QStringLiteral("/catalog")))
    , store(folders.database(), folders.results())
    , jobRepository(store)
    , assets(store)
    , thumbnails(folders.cache() + QStringLiteral("/thumbnails"))
    , jobs(servers, jobRepository, clock, jobOptions(folders))
{ }

} // namespace peregrine
