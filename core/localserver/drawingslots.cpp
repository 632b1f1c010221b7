#include "core/localserver/drawingslots.h"

#include <utility>

namespace peregrine::localserver {

DrawingSlots::DrawingSlots(int count)
    : m_free(count)
{ }

DrawingSlots::Hold::Hold(DrawingSlots &drawing)
    : m_slots(drawing)
{ }

DrawingSlots::Hold::~Hold()
{
    release();
}

bool DrawingSlots::Hold::acquire(const std::stop_token &stop)
{
    if (m_held)
        return true;
    std::unique_lock lock(m_slots.m_mutex);
    if (!m_slots.m_freed.wait(lock, stop, [this] { return m_slots.m_free > 0; }))
        return false;
    --m_slots.m_free;
    m_held = true;
    return true;
}

void DrawingSlots::Hold::release()
{
    if (!std::exchange(m_held, false))
        return;
    {
        const std::scoped_lock lock(m_slots.m_mutex);
        ++m_slots.m_free;
    }
    m_slots.m_freed.notify_one();
}

} // namespace peregrine::localserver
