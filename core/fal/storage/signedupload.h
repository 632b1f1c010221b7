#pragma once

#include "core/fal/storage/initiatedupload.h"
#include "core/fal/storage/retriedsend.h"

namespace peregrine {

/// The whole content in one PUT to a signed address: the simple upload of fal's JavaScript client,
/// and the "fal" repository of its Python client.
class SignedUpload final : public InitiatedUpload
{
    Q_OBJECT

public:
    /// fal's JavaScript client sends up to so many bytes at once.
    static constexpr qint64 maxBytes = 94'371'840;

    SignedUpload(const Means &means, FileFacts facts, UploadOptions options,
                 const QString &storageType, QObject *owner);

protected:
    void send() override;

private:
    QPointer<RetriedSend> m_put;
};

} // namespace peregrine
