#pragma once

#include "core/fal/falinput.h"
#include "core/fal/falservice.h"
#include "core/fal/storage/cdntokens.h"
#include "core/fal/storage/filehashes.h"
#include "core/fal/storage/filesender.h"
#include "core/fal/storage/uploadmemory.h"
#include "core/fal/storage/uploadoptions.h"
#include "core/fal/storage/uploadsunderway.h"

#include <QString>

#include <memory>

namespace peregrine {

class Clock;
class FileUpload;
class InputUpload;
struct UploadMeans;

/// fal's storage: puts files where models can read them (fal.storage of the JavaScript client).
/// Destroying it abandons what is under way.
class StorageService final : public FalService
{
    Q_OBJECT

public:
    /// Without a memory of its own a service remembers uploads as long as it lives; the clock
    /// decides what has expired.
    explicit StorageService(FalTransport &transport, std::shared_ptr<UploadMemory> memory = {},
                            std::shared_ptr<const Clock> clock = {}, QObject *parent = nullptr);
    ~StorageService() override;

    /// storage.upload: the file is read as it goes out, memory does not grow with it.
    FileUpload *upload(const FalFile &file, const UploadOptions &options = {});
    FileUpload *upload(const QString &path, const UploadOptions &options = {});
    /// The file is what an address of this server holds, as a result that came from there does:
    /// when it is used as an input it is not sent, as long as it is still there. Looks at the file
    /// when nothing else wants the processor; addresses of other hosts are passed over. No client
    /// of fal's has this.
    void adopt(const QString &path, const QUrl &url);
    /// storage.transformInput: uploads every file of an input and puts the URLs in their places.
    InputUpload *transformInput(const FalInput &input, const UploadOptions &options = {});

private:
    [[nodiscard]] UploadMeans means();

    const std::shared_ptr<UploadMemory> m_memory;
    const std::shared_ptr<const Clock> m_clock;
    FileSender m_sender;
    CdnTokens m_tokens;
    FileHashes m_hashes;
    UploadsUnderWay m_underWay;
};

} // namespace peregrine
