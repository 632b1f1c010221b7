#include "core/fal/storage/uploadrecall.h"

#include "core/base/async.h"
#include "core/base/clock.h"

#include <algorithm>
#include <utility>

namespace peregrine {

UploadRecall::UploadRecall(const UploadMeans &means, const UploadBody &body,
                           UploadIdentity identity, std::function<void(const Answer &)> done,
                           QObject *owner)
    : QObject(owner)
    , m_means(means)
    , m_body(body)
    , m_identity(std::move(identity))
    , m_done(std::move(done))
{
    whenDone(this, means.memory->find(m_identity.owner, m_identity.size),
             [this](const QList<RememberedUpload> &found) {
                 m_candidates = found;
                 if (m_candidates.isEmpty() && m_body.size() > alwaysHashedBytes)
                     match(m_means.hashes.known(m_body));
                 else
                     hash();
             });
}

void UploadRecall::hash()
{
    whenDone(this, m_means.hashes.hash(m_body, FileHashes::Urgency::Now),
             [this](const QByteArray &sha256) { match(sha256); });
}

void UploadRecall::match(const QByteArray &sha256)
{
    m_identity.sha256 = sha256;
    const auto known = std::find_if(
        m_candidates.cbegin(), m_candidates.cend(),
        [this](const RememberedUpload &upload) { return upload.identity == m_identity; });
    if (sha256.isEmpty() || known == m_candidates.cend())
        end({});
    else
        check(*known);
}

void UploadRecall::check(const RememberedUpload &upload)
{
    const QDateTime now = m_means.clock->now();
    const bool expires = upload.expiresAt.isValid();
    if (expires && now.addSecs(leastSecondsLeft) >= upload.expiresAt) {
        m_means.memory->forget(upload.url);
        end({});
        return;
    }
    const bool checkedLately = upload.checkedAt.isValid() && upload.checkedAt <= now
        && upload.checkedAt.addSecs(trustSeconds) > now;
    if (expires && checkedLately) {
        end(upload.url);
        return;
    }
    m_check = new UrlCheck(
        m_means.transport, upload.url, m_identity.size,
        [this, upload, now](UrlCheck::Answer answer) {
            if (answer == UrlCheck::Answer::There) {
                RememberedUpload renewed = upload;
                renewed.checkedAt = now;
                m_means.memory->remember(renewed);
                end(upload.url);
                return;
            }
            if (answer == UrlCheck::Answer::Gone)
                m_means.memory->forget(upload.url);
            end({});
        },
        this);
}

void UploadRecall::end(const QUrl &url)
{
    // The receiver may delete this object.
    if (const auto done = std::exchange(m_done, nullptr))
        done({url, m_identity});
}

} // namespace peregrine
