#pragma once

#include "core/base/clock.h"
#include "core/catalog/modelcatalog.h"
#include "core/credentials/keyring.h"
#include "core/credentials/profilerepository.h"
#include "core/credentials/systemkeystore.h"
#include "core/fal/falservers.h"
#include "core/jobs/jobmanager.h"
#include "core/jobs/programrun.h"
#include "core/library/assetfilerepository.h"
#include "core/library/assetrepository.h"
#include "core/library/collectionrepository.h"
#include "core/library/librarywatch.h"
#include "core/library/picturehashes.h"
#include "core/library/similarityrepository.h"
#include "core/library/sqlbatchrepository.h"
#include "core/library/sqljobrepository.h"
#include "core/library/sqlpresetrepository.h"
#include "core/library/sqlpromptrepository.h"
#include "core/library/sqlspendingrepository.h"
#include "core/library/store.h"
#include "core/library/usagerepository.h"
#include "core/localserver/localserverhost.h"
#include "core/media/thumbnailer.h"
#include "core/media/webpictures.h"
#include "core/media/webthumbnails.h"
#include "core/presets/draftbook.h"
#include "core/presets/presetbook.h"
#include "core/prompts/prompthistory.h"
#include "core/prompts/wildcardfolder.h"
#include "core/settings/folders.h"
#include "core/settings/settings.h"
#include "core/spending/catalogbilling.h"
#include "core/spending/spendledger.h"
#include "core/uploads/uploadtray.h"

namespace peregrine {

/// Everything the window works with. The order of the members is the order of dependence, so they
/// go in the reverse of it.
struct Services
{
    /// `key` is what is known at once; Startup looks into the key store without one.
    Services(const Folders &where, Secret key);

    Folders folders;
    SystemClock clock;
    ProgramRun run;
    Settings settings;
    ProfileRepository profiles;
    SystemKeyStore keyStore;
    KeyRing keys;
    LocalServerHost localServer;
    Store store;
    FalServers servers;
    ModelCatalog catalog;
    CatalogBilling billing;
    SqlJobRepository jobRepository;
    AssetRepository assets;
    CollectionRepository collections;
    UsageRepository usage;
    AssetFileRepository assetFiles;
    SimilarityRepository similarity;
    PictureHashes pictureHashes;
    LibraryWatch libraryWatch;
    SqlSpendingRepository spendingRepository;
    SqlPromptRepository promptRepository;
    SqlPresetRepository presetRepository;
    SqlBatchRepository batchRepository;
    PromptHistory prompts;
    PresetBook presets;
    DraftBook drafts;
    WildcardFolder wildcards;
    Thumbnailer thumbnails;
    SpendLedger ledger;
    JobManager jobs;
    UploadTray uploads;
    WebThumbnails webThumbnails;
    WebPictures webPictures;
};

} // namespace peregrine
