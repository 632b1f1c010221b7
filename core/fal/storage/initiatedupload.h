#pragma once

#include "core/fal/storage/uploadroute.h"
#include "core/fal/transport/falexchange.h"

#include <QPointer>

namespace peregrine {

/// The ways that begin by asking for a signed address, with the key (rest.fal.ai,
/// storage/upload/initiate and initiate-multipart). The address itself never gets the key.
class InitiatedUpload : public UploadRoute
{
    Q_OBJECT

public:
    /// `call` is "initiate" or "initiate-multipart", `storageType` "fal-cdn-v3" or "gcs".
    InitiatedUpload(const Means &means, FileFacts facts, UploadOptions options, const QString &call,
                    const QString &storageType, QObject *owner);

    void start() final;

protected:
    /// The addresses are there.
    virtual void send() = 0;
    [[nodiscard]] const QUrl &uploadUrl() const { return m_uploadUrl; }
    [[nodiscard]] const QUrl &fileUrl() const { return m_fileUrl; }
    /// An address that is allowed by its signature refuses with 401 what the key cannot mend.
    [[nodiscard]] static Error withoutKey(Error error);

private:
    const QUrl m_call;
    QPointer<FalExchange> m_exchange;
    QUrl m_uploadUrl;
    QUrl m_fileUrl;
};

} // namespace peregrine
