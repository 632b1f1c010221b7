#include "app/services.h"

#include "core/library/sqluploadmemory.h"
#include "core/settings/settingkeys.h"

#include <memory>
#include <utility>

namespace peregrine {

namespace {

LocalServer::Options localServerOptions(const Folders &folders)
{
    LocalServer::Options options;
    options.dataFolder = folders.localServer();
    return options;
}

JobManager::Options jobOptions(const Folders &folders, const ProgramRun &run,
                               const Billing &billing)
{
    JobManager::Options options;
    options.resultsFolder = folders.results();
    options.run = &run;
    options.billing = &billing;
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
    , run(folders.runs())
    , settings(where.settingsFile())
    , profiles(settings)
    , keys(keyStore)
    , localServer(localServerOptions(folders))
    , store(folders.database(), folders.results())
    , servers(std::move(key), nullptr, std::make_shared<SqlUploadMemory>(store))
    , catalog(servers, CatalogCache(folders.cache() + QStringLiteral("/catalog")))
    , billing(catalog)
    , jobRepository(store)
    , assets(store)
    , collections(store)
    , usage(store)
    , assetFiles(store)
    , similarity(store)
    , pictureHashes(store)
    , libraryWatch(store)
    , spendingRepository(store)
    , promptRepository(store)
    , presetRepository(store)
    , batchRepository(store)
    , prompts(promptRepository, clock)
    , presets(presetRepository, clock)
    , drafts(folders.drafts())
    , wildcards(folders.wildcards())
    , thumbnails(folders.cache() + QStringLiteral("/thumbnails"))
    , ledger(spendingRepository, clock)
    , jobs(servers, jobRepository, clock, jobOptions(folders, run, billing))
    , uploads(servers)
    , webThumbnails(folders.cache() + QStringLiteral("/models"), thumbnails)
    , webPictures(folders.cache() + QStringLiteral("/pictures"), thumbnails)
{
    ledger.follow(jobs);
}

} // namespace peregrine
