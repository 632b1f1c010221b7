#include "core/fal/storage/filesending.h"

#include "core/fal/storage/filesender.h"

#include <utility>

namespace peregrine {

FileSending::FileSending(FileSender &sender, quint64 id, std::function<void(const Outcome &)> done,
                         QObject *owner)
    : QObject(owner)
    , m_sender(&sender)
    , m_id(id)
    , m_done(std::move(done))
{ }

FileSending::~FileSending()
{
    if (m_sender)
        m_sender->abandon(m_id);
}

void FileSending::finish(const Outcome &outcome)
{
    // The receiver may delete this object.
    if (const auto done = std::exchange(m_done, nullptr))
        done(outcome);
}

} // namespace peregrine
