#include "core/localserver/storage/uploadtickets.h"

#include "core/base/ids.h"
#include "core/localserver/storage/uploadtoken.h"

#include <algorithm>
#include <utility>

namespace peregrine::localserver {

namespace {

constexpr qint64 lifetimeSeconds = 3600;
constexpr qsizetype maximumTickets = 10'000;

} // namespace

UploadTickets::UploadTickets(std::shared_ptr<const Clock> clock)
    : m_clock(std::move(clock))
{ }

UploadTickets::Ticket UploadTickets::issue(const UploadDescription &description)
{
    dropOld();
    Ticket ticket;
    ticket.id = makeIdText();
    ticket.token = makeUploadToken();
    ticket.description = description;
    ticket.issued = m_clock->now();
    m_tickets.insert(ticket.id, ticket);
    return ticket;
}

std::optional<UploadTickets::Ticket> UploadTickets::find(const QString &id,
                                                         const QString &token) const
{
    const auto found = m_tickets.constFind(id);
    const bool valid = found != m_tickets.cend() && found->token == token
        && found->issued.secsTo(m_clock->now()) < lifetimeSeconds;
    return valid ? std::optional(*found) : std::nullopt;
}

void UploadTickets::dropOld()
{
    const QDateTime now = m_clock->now();
    m_tickets.removeIf([now](const QHash<QString, Ticket>::iterator &it) {
        return it->issued.secsTo(now) >= lifetimeSeconds;
    });
    if (m_tickets.size() < maximumTickets)
        return;
    const auto oldest =
        std::min_element(m_tickets.begin(), m_tickets.end(),
                         [](const Ticket &a, const Ticket &b) { return a.issued < b.issued; });
    m_tickets.erase(oldest);
}

} // namespace peregrine::localserver
