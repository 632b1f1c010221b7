#include "core/localserver/storage/uploadtickets.h"

#include "core/base/ids.h"

#include <QRandomGenerator>

#include <algorithm>

namespace peregrine::localserver {

namespace {

constexpr std::chrono::hours lifetime{1};
constexpr qsizetype maximumTickets = 10'000;
constexpr qsizetype maximumNameLength = 255;

} // namespace

UploadTickets::Ticket UploadTickets::issue(const QByteArray &contentType, const QString &name)
{
    dropOld();
    Ticket ticket;
    ticket.id = makeIdText();
    ticket.token = QString::number(QRandomGenerator::system()->generate64(), 36)
        + QString::number(QRandomGenerator::system()->generate64(), 36);
    ticket.contentType = contentType;
    ticket.name = name.left(maximumNameLength);
    ticket.issued = std::chrono::steady_clock::now();
    m_tickets.insert(ticket.id, ticket);
    return ticket;
}

std::optional<UploadTickets::Ticket> UploadTickets::find(const QString &id,
                                                         const QString &token) const
{
    const auto found = m_tickets.constFind(id);
    const bool valid = found != m_tickets.cend() && found->token == token
        && std::chrono::steady_clock::now() - found->issued < lifetime;
    return valid ? std::optional(*found) : std::nullopt;
}

void UploadTickets::dropOld()
{
    const auto now = std::chrono::steady_clock::now();
    m_tickets.removeIf(
        [now](const QHash<QString, Ticket>::iterator &it) { return now - it->issued >= lifetime; });
    if (m_tickets.size() < maximumTickets)
        return;
    const auto oldest =
        std::min_element(m_tickets.begin(), m_tickets.end(),
                         [](const Ticket &a, const Ticket &b) { return a.issued < b.issued; });
    m_tickets.erase(oldest);
}

} // namespace peregrine::localserver
