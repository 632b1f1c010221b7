#pragma once

#include <QByteArray>
#include <QHash>
#include <QString>

#include <chrono>
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
        QByteArray contentType;
        QString name;
        std::chrono::steady_clock::time_point issued;
    };

    Ticket issue(const QByteArray &contentType, const QString &name);
    /// The ticket of an id, if the token is its own and it is not too old. It stays valid: a client
    /// that missed the answer may send the file again.
    [[nodiscard]] std::optional<Ticket> find(const QString &id, const QString &token) const;

private:
    void dropOld();

    QHash<QString, Ticket> m_tickets;
};

} // namespace peregrine::localserver
