#pragma once

#include "core/base/processlock.h"
#include "core/http/httpserver.h"
#include "core/localserver/catalogue/catalogueapi.h"
#include "core/localserver/catalogue/siteapi.h"
#include "core/localserver/housekeeper.h"
#include "core/localserver/localserver.h"
#include "core/localserver/queue/queueapi.h"
#include "core/localserver/queue/requesthistory.h"
#include "core/localserver/queue/runapi.h"
#include "core/localserver/realtime/realtimeapi.h"
#include "core/localserver/realtime/tokensapi.h"
#include "core/localserver/serverrouter.h"
#include "core/localserver/storage/filesapi.h"
#include "core/localserver/storage/storageapi.h"
#include "core/localserver/storage/uploadsapi.h"
#include "core/localserver/thumbnails/thumbnailsapi.h"
#include "core/localserver/webhooks/webhookcourier.h"
#include "core/localserver/webhooks/wellknownapi.h"

#include <QTemporaryDir>

namespace peregrine::localserver {

/// All parts of a running server. The order of the members is the order of their needs, so that
/// they end the other way round: HTTP, then the runs, then what these use.
class ServerEngine
{
public:
    explicit ServerEngine(const LocalServer::Options &options);
    ServerEngine(const ServerEngine &) = delete;
    ServerEngine &operator=(const ServerEngine &) = delete;
    ~ServerEngine();

    /// Opens the folder, takes up unfinished requests and listens. Only once.
    [[nodiscard]] Expected<quint16, Error> start();

private:
    [[nodiscard]] Expected<Done, Error> openFolder();
    void keepHouse();

    std::shared_ptr<const Clock> m_clock;
    std::chrono::milliseconds m_unstoredResult;
    bool m_rotateWebhookKey;
    std::unique_ptr<QTemporaryDir> m_temporary;
    QString m_folder;
    std::unique_ptr<ProcessLock> m_lock;
    ModelRegistry m_models;
    RequestStore m_requests;
    FileStore m_files;
    KeyCheck m_keys;
    RequestHistory m_history;
    WebhookSigner m_signer;
    WebhookCourier m_courier;
    RequestQueue m_queue;
    UploadTickets m_tickets;
    MultipartUploads m_uploads;
    MultipartSteps m_uploadSteps;
    CdnTokens m_cdnTokens;
    TokenStore m_tokens;
    RunAccess m_access;
    RealtimeApi m_realtime;
    QueueApi m_queueApi;
    RunApi m_runApi;
    TokensApi m_tokensApi;
    StorageApi m_storageApi;
    WellKnownApi m_wellKnownApi;
    UploadsApi m_uploadsApi;
    CdnApi m_cdnApi;
    ThumbnailsApi m_thumbnailsApi;
    FilesApi m_filesApi;
    CatalogueApi m_catalogueApi;
    SiteApi m_siteApi;
    ServerRouter m_router;
    HttpServer m_http;
    /// The housekeeper's.
    QDateTime m_pruned;
    Housekeeper m_housekeeper;
};

} // namespace peregrine::localserver
