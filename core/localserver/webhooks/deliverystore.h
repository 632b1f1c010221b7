#pragma once

#include "core/localserver/webhooks/pendingdelivery.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace peregrine::localserver {

/// The deliveries that are not over, a file each, so that they survive the end of the program. Safe
/// from any thread as long as one thread at a time saves one delivery.
class DeliveryStore
{
public:
    /// folder: the server's.
    explicit DeliveryStore(const QString &folder);

    /// Makes the folder.
    [[nodiscard]] bool open() const;
    [[nodiscard]] bool save(const PendingDelivery &delivery) const;
    [[nodiscard]] std::optional<PendingDelivery> find(const QString &requestId) const;
    void remove(const QString &requestId) const;
    /// The request ids, oldest first.
    [[nodiscard]] QStringList all() const;

private:
    [[nodiscard]] QString pathOf(const QString &requestId) const;

    QString m_folder;
};

} // namespace peregrine::localserver
