#pragma once

#include "core/fal/transport/falexchange.h"
#include "core/fal/falreply.h"
#include "core/fal/transport/faltransport.h"

#include <QPointer>
#include <QTimer>
#include <QUrl>

class QFile;
class QNetworkReply;

namespace peregrine {

/// The simple upload of one file (fal's JavaScript client, storage.upload): initiate with the key,
/// then PUT the bytes to the signed address without it. progressed() counts the file's bytes.
class FileUpload final : public FalCall<QUrl>
{
    Q_OBJECT

public:
    FileUpload(FalTransport &transport, const QString &path, QObject *parent);
    ~FileUpload() override;

protected:
    void stop() override;

private:
    struct LocalFileFacts
    {
        QString problem;
        QString mimeType;
        qint64 bytes = 0;
    };

    static LocalFileFacts inspect(const QString &path);
    void initiate(const LocalFileFacts &facts);
    void put();
    void concludePut();
    void dropReply();

    FalTransport &m_transport;
    QString m_path;
    LocalFileFacts m_facts;
    QUrl m_uploadUrl;
    QUrl m_fileUrl;
    QPointer<FalExchange> m_exchange;
    QPointer<QNetworkReply> m_reply;
    QTimer m_patience;
    QTimer m_pause;
    int m_attempts = 0;
};

} // namespace peregrine
