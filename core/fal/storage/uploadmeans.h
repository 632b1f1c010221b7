#pragma once

#include "core/fal/storage/cdntokens.h"
#include "core/fal/storage/filehashes.h"
#include "core/fal/storage/filesender.h"
#include "core/fal/storage/uploadmemory.h"
#include "core/fal/storage/uploadsunderway.h"
#include "core/fal/transport/faltransport.h"

#include <memory>

namespace peregrine {

class Clock;

/// What all uploads of one server share.
struct UploadMeans
{
    FalTransport &transport;
    FileSender &sender;
    CdnTokens &tokens;
    FileHashes &hashes;
    UploadsUnderWay &underWay;
    std::shared_ptr<UploadMemory> memory;
    std::shared_ptr<const Clock> clock;
};

} // namespace peregrine
