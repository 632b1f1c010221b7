#pragma once

#include "core/base/clock.h"
#include "core/localserver/storage/uploaddescription.h"

#include <QDateTime>
#include <QHash>
#include <QString>

#include <memory>
#include <optional>

namespace peregrine::localserver {

/// The uploads that were announced and may come. Used by the HTTP thread only.
class UploadTickets
{
public:
    struct Ticket
    {
        QString id;
        /// Stands in for the key, which uploads do not carry.
        QString token;
        UploadDescription description;
        QDateTime issued;
    };

    explicit UploadTickets(std::shared_ptr<const Clock> clock);

    Ticket issue(const UploadDescription &description);
    /// The ticket of an id, if the token is its own and it is not too old. It stays valid: a client
    /// that missed the answer may send the file again.
    [[nodiscard]] std::optional<Ticket> find(const QString &id, const QString &token) const;

private:
    void dropOld();

    std::shared_ptr<const Clock> m_clock;
    QHash<QString, Ticket> m_tickets;
};

} // namespace peregrine::localserver
