#include "core/fal/storage/initiatedupload.h"

#include "core/base/json.h"
#include "core/fal/storage/lifecycleheaders.h"

#include <QJsonObject>

#include <utility>

namespace peregrine {

InitiatedUpload::InitiatedUpload(const Means &means, FileFacts facts, UploadOptions options,
                                 const QString &call, const QString &storageType, QObject *owner)
    : UploadRoute(means, std::move(facts), std::move(options), owner)
    , m_call(QStringLiteral("https://rest.fal.ai/storage/upload/%1?storage_type=%2")
                 .arg(call, storageType))
{ }

void InitiatedUpload::start()
{
    FalRequest request;
    request.method = FalRequest::Method::Post;
    request.url = m_call;
    request.body = toJson(QJsonObject{{QStringLiteral("content_type"), facts().contentType},
                                      {QStringLiteral("file_name"), facts().fileName}});
    request.headers = initiateHeaders(options().lifecycle);
    m_exchange =
        means().transport.send(request, this, [this](const Expected<FalAnswer, Error> &answer) {
            m_exchange->deleteLater();
            if (!answer) {
                Q_EMIT failed(answer.error());
                return;
            }
            const auto object = jsonObjectOf(*answer);
            if (!object) {
                Q_EMIT failed(object.error());
                return;
            }
            m_uploadUrl = QUrl(object->value(QStringLiteral("upload_url")).toString());
            m_fileUrl = QUrl(object->value(QStringLiteral("file_url")).toString());
            const FalEnvironment &environment = means().transport.environment();
            if (!environment.mayExchangeFiles(m_uploadUrl)
                || !environment.mayExchangeFiles(m_fileUrl)) {
                Q_EMIT failed(
                    Error::malformed(tr("The server gave no address to upload the file to.")));
                return;
            }
            send();
        });
}

Error InitiatedUpload::withoutKey(Error error)
{
    if (error.kind == Error::Kind::Unauthorized)
        error.kind = Error::Kind::Forbidden;
    return error;
}

} // namespace peregrine
