#include "core/fal/storage/multipartupload.h"

#include <utility>

namespace peregrine {

MultipartUpload::MultipartUpload(const Means &means, FileFacts facts, UploadOptions options,
                                 QObject *owner)
    : InitiatedUpload(means, std::move(facts), std::move(options),
                      QStringLiteral("initiate-multipart"), QStringLiteral("fal-cdn-v3"), owner)
{ }

SendRequest MultipartUpload::requestTo(const QString &segment) const
{
    SendRequest request;
    request.url = uploadUrl();
    request.url.setPath(uploadUrl().path(QUrl::FullyEncoded) + u'/' + segment, QUrl::TolerantMode);
    request.patience = patience();
    return request;
}

void MultipartUpload::send()
{
    m_parts = new PartsUpload(
        means(), facts().body, options(),
        [this](int number) { return requestTo(QString::number(number)); }, this);
    connect(m_parts, &PartsUpload::progressed, this, &UploadRoute::progressed);
    connect(m_parts, &PartsUpload::succeeded, this, &MultipartUpload::complete);
    connect(m_parts, &PartsUpload::failed, this,
            [this](const Error &error) { Q_EMIT failed(withoutKey(error)); });
    m_parts->start();
}

void MultipartUpload::complete(const QJsonArray &parts)
{
    m_completion = new Completion(
        means(), requestTo(QStringLiteral("complete")), parts, fileUrl(), facts().body.size(),
        [this](const std::optional<Error> &error) {
            if (error)
                Q_EMIT failed(withoutKey(*error));
            else
                Q_EMIT succeeded(fileUrl());
        },
        this);
}

} // namespace peregrine
