#pragma once

#include "core/fal/falinput.h"
#include "core/fal/falreply.h"
#include "core/fal/storage/filefacts.h"
#include "core/fal/storage/uploadmeans.h"
#include "core/fal/storage/uploadoptions.h"
#include "core/fal/storage/uploadrecall.h"
#include "core/fal/storage/uploadroute.h"

#include <QPointer>
#include <QUrl>

namespace peregrine {

/// Brings one file, or bytes, into fal's storage (storage.upload of fal's JavaScript client); its
/// value is the URL. Content that was uploaded before and is still there is not sent again, and an
/// upload of the same content under way is waited for. Otherwise UploadOptions::repository is
/// tried, then what may cure its failure. progressed() counts the content's bytes and never goes
/// back, whatever is repeated. A file that changes meanwhile fails as Storage.
class FileUpload final : public FalCall<QUrl>
{
    Q_OBJECT

public:
    FileUpload(const UploadMeans &means, const FalFile &file, const UploadOptions &options,
               QObject *parent);
    ~FileUpload() override;

    /// True when the URL of an earlier upload was used and nothing was sent.
    [[nodiscard]] bool wasRemembered() const { return m_remembered; }

protected:
    void stop() override;

private:
    void take(const FileFacts &facts);
    void joinOrSend();
    void follow(FileUpload *leader);
    void unfollow();
    void send();
    void tryNext(const std::optional<Error> &trouble);
    void arrive(const QUrl &url);
    /// What is to be remembered of this upload, without its hash if that is not known yet.
    [[nodiscard]] RememberedUpload made(const QUrl &url) const;
    void advance(qint64 sent);
    [[nodiscard]] UploadRoute *routeTo(Repository repository);

    const UploadMeans m_means;
    const UploadOptions m_options;
    FileFacts m_facts;
    UploadIdentity m_identity;
    QPointer<UploadRecall> m_recall;
    QPointer<FileUpload> m_leader;
    QList<Repository> m_ways;
    QPointer<UploadRoute> m_route;
    std::optional<Error> m_firstTrouble;
    QFuture<QByteArray> m_hash;
    qint64 m_sent = 0;
    bool m_remembered = false;
};

} // namespace peregrine
