#pragma once

#include "core/fal/storage/completion.h"
#include "core/fal/storage/initiatedupload.h"
#include "core/fal/storage/partsupload.h"

namespace peregrine {

/// Large content in parts below a signed address (fal's JavaScript client, initiate-multipart).
class MultipartUpload final : public InitiatedUpload
{
    Q_OBJECT

public:
    MultipartUpload(const Means &means, FileFacts facts, UploadOptions options, QObject *owner);

protected:
    void send() override;

private:
    /// The signed address with something more in its path; the query stays behind it.
    [[nodiscard]] SendRequest requestTo(const QString &segment) const;
    void complete(const QJsonArray &parts);

    QPointer<PartsUpload> m_parts;
    QPointer<Completion> m_completion;
};

} // namespace peregrine
