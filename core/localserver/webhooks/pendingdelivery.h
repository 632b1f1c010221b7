#pragma once

#include "core/localserver/queue/storedrequest.h"

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QJsonValue>
#include <QString>
#include <QUrl>

#include <optional>

namespace peregrine::localserver {

/// A webhook that is still to be delivered, as it is kept on disk.
struct PendingDelivery
{
    QString requestId;
    QUrl url;
    /// The model's own HTTP status and body.
    int status = 0;
    QJsonValue payload;
    /// UTC.
    QDateTime ended;
    /// How often it was tried.
    int attempts = 0;
    /// UTC; not before that.
    QDateTime next;

    [[nodiscard]] static PendingDelivery of(const StoredRequest &request);
    /// The body in the shape of fal's documentation: OK or ERROR, or OK with payload_error for a
    /// payload of more than maximumPayload bytes. base: this server's, for the files in the output.
    [[nodiscard]] QByteArray body(const QString &base, qint64 maximumPayload) const;

    [[nodiscard]] QJsonObject toJson() const;
    /// Nothing when it is not a delivery of ours.
    [[nodiscard]] static std::optional<PendingDelivery> fromJson(const QJsonObject &json);
};

} // namespace peregrine::localserver
