#include "core/uploads/transferrate.h"

namespace peregrine {

namespace {

/// Marks closer together than this are one.
constexpr std::chrono::milliseconds step{100};

} // namespace

void TransferRate::add(qint64 bytes, std::chrono::milliseconds at)
{
    // What goes back has begun anew.
    if (!m_marks.isEmpty() && bytes < m_marks.constLast().bytes)
        m_marks.clear();
    if (m_marks.size() > 1 && at - m_marks.at(m_marks.size() - 2).at < step)
        m_marks.last() = {at, bytes};
    else
        m_marks.append({at, bytes});
    while (m_marks.size() > 2 && at - m_marks.at(1).at >= window)
        m_marks.removeFirst();
}

qint64 TransferRate::bytesPerSecond() const
{
    if (m_marks.size() < 2)
        return 0;
    const Mark &first = m_marks.constFirst();
    const Mark &last = m_marks.constLast();
    const auto span = last.at - first.at;
    return span < shortest ? 0 : (last.bytes - first.bytes) * 1000 / span.count();
}

} // namespace peregrine
