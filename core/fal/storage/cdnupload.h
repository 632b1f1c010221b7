#pragma once

#include "core/fal/storage/cdntokens.h"
#include "core/fal/storage/completion.h"
#include "core/fal/storage/partsupload.h"
#include "core/fal/storage/uploadroute.h"

namespace peregrine {

/// Straight to fal's CDN with a token (fal's Python client, repository "fal_v3"); large content in
/// parts.
class CdnUpload final : public UploadRoute
{
    Q_OBJECT

public:
    /// fal's Python client sends up to so many bytes at once.
    static constexpr qint64 maxBytes = 104'857'600;

    CdnUpload(const Means &means, FileFacts facts, UploadOptions options, QObject *owner);

    void start() override;

private:
    void askForToken();
    void begin();
    void takeAnswer(const RetriedSend::Outcome &outcome);
    void complete(const QJsonArray &parts);
    [[nodiscard]] bool inParts() const;
    /// To an address of the CDN, with the token.
    [[nodiscard]] SendRequest requestTo(const QUrl &url) const;
    [[nodiscard]] SendRequest partRequest(const QString &segment) const;
    void addFileHeaders(SendRequest &request) const;

    CdnToken m_token;
    bool m_tokenRenewed = false;
    /// As the server gave it, and where it leads from here.
    QUrl m_accessUrl;
    QUrl m_accessTarget;
    QString m_uploadId;
    QPointer<RetriedSend> m_send;
    QPointer<PartsUpload> m_parts;
    QPointer<Completion> m_completion;
};

} // namespace peregrine
