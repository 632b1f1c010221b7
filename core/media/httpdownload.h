#pragma once

#include "core/media/downloadoptions.h"
#include "core/media/downloadpolicy.h"
#include "core/media/filedownload.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTimer>

namespace peregrine {

/// A file from a web server: follows redirects by the policy's rule, and tries again when the
/// connection or the server fails.
class HttpDownload final : public FileDownload
{
    Q_OBJECT

public:
    HttpDownload(const DownloadRequest &request, const DownloadPolicy &policy,
                 const DownloadOptions &options, QNetworkAccessManager &network,
                 QThreadPool &workers, QObject *parent);
    ~HttpDownload() override;

private:
    void startAttempt();
    void get(const QUrl &url);
    void readHead();
    void followRedirect(const QUrl &from, const QUrl &target);
    /// Moves what has arrived to the disk. False: it has failed.
    bool drain();
    void readBody();
    void replyFinished();
    void retryOrFail(const Error &error);
    void rejected(const Error &error) override;
    void dropReply();
    void stop() override;

    const DownloadPolicy m_policy;
    const DownloadOptions m_options;
    QNetworkAccessManager &m_network;
    QNetworkReply *m_reply = nullptr;
    QTimer m_idle;
    QTimer m_retry;
    int m_attempt = 0;
    int m_redirects = 0;
    /// Bytes by Content-Length; -1 when not known.
    qint64 m_total = -1;
    bool m_headRead = false;
    /// Answers that began to arrive through the current reply.
    int m_heads = 0;
};

} // namespace peregrine
