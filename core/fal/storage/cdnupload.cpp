#include "core/fal/storage/cdnupload.h"

#include "core/fal/storage/lifecycleheaders.h"

#include <QJsonObject>

#include <utility>

namespace peregrine {

CdnUpload::CdnUpload(const Means &means, FileFacts facts, UploadOptions options, QObject *owner)
    : UploadRoute(means, std::move(facts), std::move(options), owner)
{ }

void CdnUpload::start()
{
    askForToken();
}

void CdnUpload::askForToken()
{
    means().tokens.get(this, [this](const CdnTokens::Outcome &token) {
        if (!token) {
            Q_EMIT failed(token.error());
            return;
        }
        m_token = *token;
        begin();
    });
}

bool CdnUpload::inParts() const
{
    return facts().body.size() > options().multipartThreshold.value_or(maxBytes);
}

SendRequest CdnUpload::requestTo(const QUrl &url) const
{
    SendRequest request;
    request.method = SendRequest::Method::Post;
    request.url = url;
    request.headers = {{"Authorization", m_token.authorization.reveal()}};
    request.patience = patience();
    return request;
}

void CdnUpload::addFileHeaders(SendRequest &request) const
{
    request.headers.emplaceBack("Content-Type", facts().contentType.toUtf8());
    request.headers.emplaceBack("X-Fal-File-Name", facts().fileName.toUtf8());
    request.headers.append(cdnHeaders(options().lifecycle));
}

void CdnUpload::begin()
{
    QUrl base = *means().tokens.trusted(m_token.baseUrl);
    base.setPath(base.path(QUrl::FullyEncoded)
                     + (inParts() ? QLatin1String("/files/upload/multipart")
                                  : QLatin1String("/files/upload")),
                 QUrl::TolerantMode);
    SendRequest request = requestTo(base);
    addFileHeaders(request);
    if (!inParts())
        request.body = facts().body;
    m_send = new RetriedSend(
        means().transport, means().sender, request,
        [this](const RetriedSend::Outcome &outcome) { takeAnswer(outcome); }, this);
    if (!inParts())
        connect(m_send, &RetriedSend::progressed, this, &UploadRoute::progressed);
}

void CdnUpload::takeAnswer(const RetriedSend::Outcome &outcome)
{
    m_send->deleteLater();
    if (!outcome) {
        const bool refused = outcome.error().kind == Error::Kind::Unauthorized;
        if (refused)
            means().tokens.reject(m_token);
        if (refused && !std::exchange(m_tokenRenewed, true)) {
            askForToken();
            return;
        }
        Error error = outcome.error();
        // The token was refused, not the key.
        if (refused)
            error.kind = Error::Kind::Forbidden;
        Q_EMIT failed(error);
        return;
    }
    const auto object = jsonObjectOf(*outcome);
    if (!object) {
        Q_EMIT failed(object.error());
        return;
    }
    m_accessUrl = QUrl(object->value(QStringLiteral("access_url")).toString());
    const auto target = means().tokens.trusted(m_accessUrl);
    m_uploadId = object->value(QStringLiteral("uploadId")).toString();
    if (!target || !means().transport.environment().mayExchangeFiles(m_accessUrl)
        || (inParts() && m_uploadId.isEmpty())) {
        Q_EMIT failed(Error::malformed(tr("The server gave no address for the uploaded file.")));
        return;
    }
    m_accessTarget = *target;
    if (!inParts()) {
        Q_EMIT succeeded(m_accessUrl);
        return;
    }
    m_parts = new PartsUpload(
        means(), facts().body, options(),
        [this](int number) {
            SendRequest request = partRequest(QString::number(number));
            request.method = SendRequest::Method::Put;
            request.headers.emplaceBack("Content-Type", facts().contentType.toUtf8());
            request.headers.emplaceBack("Accept-Encoding", "identity");
            return request;
        },
        this);
    connect(m_parts, &PartsUpload::progressed, this, &UploadRoute::progressed);
    connect(m_parts, &PartsUpload::failed, this, &UploadRoute::failed);
    connect(m_parts, &PartsUpload::succeeded, this, &CdnUpload::complete);
    m_parts->start();
}

SendRequest CdnUpload::partRequest(const QString &segment) const
{
    // The id is the server's: it must stay one segment of the path.
    const QString id = QString::fromLatin1(QUrl::toPercentEncoding(m_uploadId));
    QUrl url = m_accessTarget;
    url.setPath(url.path(QUrl::FullyEncoded) + QStringLiteral("/multipart/%1/%2").arg(id, segment),
                QUrl::TolerantMode);
    return requestTo(url);
}

void CdnUpload::complete(const QJsonArray &parts)
{
    m_completion = new Completion(
        means(), partRequest(QStringLiteral("complete")), parts, m_accessUrl, facts().body.size(),
        [this](const std::optional<Error> &error) {
            if (error)
                Q_EMIT failed(*error);
            else
                Q_EMIT succeeded(m_accessUrl);
        },
        this);
}

} // namespace peregrine
