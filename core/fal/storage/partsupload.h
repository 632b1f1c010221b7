#pragma once

#include "core/fal/storage/retriedsend.h"
#include "core/fal/storage/uploadroute.h"

#include <QJsonArray>
#include <QList>
#include <QMap>

#include <functional>

namespace peregrine {

/// Sends content in parts, several at a time, each read from the disk when its turn comes and
/// repeated with growing delays.
class PartsUpload final : public QObject
{
    Q_OBJECT

public:
    /// The request for a part, numbered from 1; its body is filled in here.
    using RequestFor = std::function<SendRequest(int number)>;

    /// More parts than fal's storage is known to take; a part grows instead.
    static constexpr qint64 maxParts = 10'000;

    PartsUpload(const UploadRoute::Means &means, const UploadBody &body,
                const UploadOptions &options, RequestFor requestFor, QObject *owner);

    void start();

Q_SIGNALS:
    void progressed(qint64 sent);
    /// The list that `complete` wants: {"partNumber", "etag"}, sorted.
    void succeeded(const QJsonArray &parts);
    void failed(const peregrine::Error &error);

private:
    struct Part
    {
        qint64 sent = 0;
        QString etag;
    };

    void fill();
    void send(int number);
    void conclude(int number, const RetriedSend::Outcome &outcome);
    [[nodiscard]] UploadBody bodyOf(int number) const;
    void tell();

    const UploadRoute::Means m_means;
    const UploadBody m_body;
    const RequestFor m_requestFor;
    const int m_concurrency;
    qint64 m_partBytes = 0;
    int m_count = 0;
    int m_next = 1;
    QMap<int, RetriedSend *> m_sends;
    QMap<int, Part> m_parts;
};

} // namespace peregrine
