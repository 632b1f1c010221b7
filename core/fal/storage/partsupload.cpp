#include "core/fal/storage/partsupload.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// In a JSON body, as fal's JavaScript client reads it, or in the header, as its SDK does.
QString etagOf(const FalAnswer &answer)
{
    const QString inBody =
        QJsonDocument::fromJson(answer.body).object().value(QStringLiteral("etag")).toString();
    return inBody.isEmpty() ? QString::fromUtf8(answer.header("etag")) : inBody;
}

} // namespace

PartsUpload::PartsUpload(const UploadRoute::Means &means, const UploadBody &body,
                         const UploadOptions &options, RequestFor requestFor, QObject *owner)
    : QObject(owner)
    , m_means(means)
    , m_body(body)
    , m_requestFor(std::move(requestFor))
    , m_concurrency(std::clamp(options.multipartMaxConcurrency, 1, 16))
{
    const qint64 least = (body.size() + maxParts - 1) / maxParts;
    m_partBytes = std::max({qint64(1), options.multipartChunkSize, least});
    // Empty content is one empty part.
    m_count = static_cast<int>(std::max<qint64>(1, (body.size() + m_partBytes - 1) / m_partBytes));
}

void PartsUpload::start()
{
    fill();
}

void PartsUpload::fill()
{
    while (m_next <= m_count && m_sends.size() < m_concurrency)
        send(m_next++);
}

UploadBody PartsUpload::bodyOf(int number) const
{
    return m_body.part((number - 1) * m_partBytes, m_partBytes);
}

void PartsUpload::send(int number)
{
    SendRequest request = m_requestFor(number);
    request.body = bodyOf(number);
    auto *send = new RetriedSend(
        m_means.transport, m_means.sender, request,
        [this, number](const RetriedSend::Outcome &outcome) { conclude(number, outcome); }, this);
    m_sends.insert(number, send);
    connect(send, &RetriedSend::progressed, this, [this, number](qint64 sent) {
        m_parts[number].sent = sent;
        tell();
    });
}

void PartsUpload::tell()
{
    qint64 sent = 0;
    for (const Part &part : std::as_const(m_parts))
        sent += part.sent;
    Q_EMIT progressed(sent);
}

void PartsUpload::conclude(int number, const RetriedSend::Outcome &outcome)
{
    m_sends.take(number)->deleteLater();
    Error error;
    if (!outcome)
        error = outcome.error();
    else if (const QString etag = etagOf(*outcome); !etag.isEmpty())
        m_parts[number] = {bodyOf(number).size(), etag};
    else
        error =
            Error::malformed(tr("The server took a part of the file without a receipt (ETag)."));
    if (!error.message.isEmpty()) {
        // The other parts are of no use now.
        qDeleteAll(std::exchange(m_sends, {}));
        Q_EMIT failed(error);
        return;
    }
    fill();
    if (m_sends.isEmpty()) {
        QJsonArray list;
        for (auto it = m_parts.cbegin(); it != m_parts.cend(); ++it)
            list.append(QJsonObject{{QStringLiteral("partNumber"), it.key()},
                                    {QStringLiteral("etag"), it->etag}});
        Q_EMIT succeeded(list);
        return;
    }
    tell();
}

} // namespace peregrine
