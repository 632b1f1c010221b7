#pragma once

#include "core/fal/storage/filefacts.h"
#include "core/fal/storage/uploadmeans.h"
#include "core/fal/storage/urlcheck.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace peregrine {

/// Looks whether content was uploaded before and is still there. Deleting it abandons the question.
class UploadRecall final : public QObject
{
    Q_OBJECT

public:
    struct Answer
    {
        /// Valid: use it, nothing needs to be sent.
        QUrl url;
        /// With the hash where it is known by now, which it is for small content and for content
        /// of a size that was uploaded before.
        UploadIdentity identity;
    };

    /// Smaller content is always hashed first: that takes less than asking for an address.
    static constexpr qint64 alwaysHashedBytes = 16LL * 1024 * 1024;
    /// A URL that worked so recently is used without asking.
    static constexpr int trustSeconds = 300;
    /// A model must have the time to fetch the file before it expires.
    static constexpr int leastSecondsLeft = 600;

    /// `identity` without its hash. `done` is called once, from the event loop.
    UploadRecall(const UploadMeans &means, const UploadBody &body, UploadIdentity identity,
                 std::function<void(const Answer &)> done, QObject *owner);

private:
    void hash();
    void match(const QByteArray &sha256);
    void check(const RememberedUpload &upload);
    void end(const QUrl &url);

    const UploadMeans m_means;
    const UploadBody m_body;
    UploadIdentity m_identity;
    std::function<void(const Answer &)> m_done;
    QList<RememberedUpload> m_candidates;
    QPointer<UrlCheck> m_check;
};

} // namespace peregrine
