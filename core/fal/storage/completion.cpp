#include "core/fal/storage/completion.h"

#include "core/base/json.h"

#include <QJsonObject>

#include <utility>

namespace peregrine {

Completion::Completion(const UploadRoute::Means &means, SendRequest request,
                       const QJsonArray &parts, const QUrl &fileUrl, qint64 size,
                       std::function<void(const std::optional<Error> &)> done, QObject *owner)
    : QObject(owner)
    , m_means(means)
    , m_fileUrl(fileUrl)
    , m_size(size)
    , m_done(std::move(done))
{
    request.method = SendRequest::Method::Post;
    request.body = UploadBody::ofBytes(toJson(QJsonObject{{QStringLiteral("parts"), parts}}));
    request.headers.emplaceBack("Content-Type", "application/json");
    m_send = new RetriedSend(
        means.transport, means.sender, request,
        [this](const RetriedSend::Outcome &outcome) { conclude(outcome); }, this);
}

void Completion::conclude(const RetriedSend::Outcome &outcome)
{
    if (outcome) {
        m_done(std::nullopt);
        return;
    }
    const Error error = outcome.error();
    if (!m_send->wasRepeated() || error.httpStatus / 100 != 4) {
        m_done(error);
        return;
    }
    m_check = new UrlCheck(
        m_means.transport, m_fileUrl, m_size,
        [this, error](UrlCheck::Answer answer) {
            m_done(answer == UrlCheck::Answer::There ? std::nullopt : std::optional(error));
        },
        this);
}

} // namespace peregrine
