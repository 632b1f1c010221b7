#include "core/fal/storage/signedupload.h"

#include <utility>

namespace peregrine {

SignedUpload::SignedUpload(const Means &means, FileFacts facts, UploadOptions options,
                           const QString &storageType, QObject *owner)
    : InitiatedUpload(means, std::move(facts), std::move(options), QStringLiteral("initiate"),
                      storageType, owner)
{ }

void SignedUpload::send()
{
    SendRequest request;
    request.url = uploadUrl();
    request.headers = {{"Content-Type", facts().contentType.toUtf8()}};
    request.body = facts().body;
    request.patience = patience();
    m_put = new RetriedSend(
        means().transport, means().sender, request,
        [this](const RetriedSend::Outcome &outcome) {
            if (outcome)
                Q_EMIT succeeded(fileUrl());
            else
                Q_EMIT failed(withoutKey(outcome.error()));
        },
        this);
    connect(m_put, &RetriedSend::progressed, this, &UploadRoute::progressed);
}

} // namespace peregrine
