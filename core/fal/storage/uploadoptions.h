#pragma once

#include "core/fal/objectlifecycle.h"

#include <QList>
#include <QtGlobal>

#include <optional>

namespace peregrine {

/// The ways into fal's storage that its official clients know.
enum class Repository {
    /// fal's JavaScript client: initiate with the key, PUT to a signed address.
    SignedUrl,
    /// fal's Python client, "fal_v3": a token, then straight to the CDN.
    FalV3,
    /// fal's Python client, "fal": a signed address of Google's storage.
    Fal,
};

/// How content goes up. Names are those of fal's clients.
struct UploadOptions
{
    /// How long fal keeps the file, and who may read it. Empty: the account's own setting.
    ObjectLifecycle lifecycle;

    Repository repository = Repository::SignedUrl;
    /// Tried in order when a way fails for a reason that another may not have: it does not exist,
    /// it breaks, it answers nonsense. Not when the key, the account or the file is what is wrong.
    QList<Repository> fallbackRepository{Repository::FalV3, Repository::Fal};

    /// Larger content goes in parts. Unset: what fal's client for that way does, 90 MiB for
    /// SignedUrl, 100 MiB for FalV3; Fal never does.
    std::optional<qint64> multipartThreshold;
    /// Bytes. Grows by itself where a file would have more than 10,000 parts.
    qint64 multipartChunkSize = 10LL * 1024 * 1024;
    int multipartMaxConcurrency = 4;

    /// Answer with the URL of an earlier upload of the same content while that is valid.
    bool reuse = true;
};

} // namespace peregrine
