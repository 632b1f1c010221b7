#include "core/schema/formhistory.h"

namespace peregrine {

void FormHistory::record(const QString &pointer, const FormSnapshot &before, bool mayMerge,
                         std::chrono::milliseconds interval)
{
    const bool merges = m_open && mayMerge && !m_undo.isEmpty()
        && m_undo.constLast().pointer == pointer && m_sinceChange.elapsed() < interval.count();
    m_redo.clear();
    m_open = mayMerge;
    m_sinceChange.start();
    if (merges)
        return;
    m_undo.append({pointer, before});
    if (m_undo.size() > maxSteps)
        m_undo.removeFirst();
}

std::optional<FormHistory::Step> FormHistory::undo(const FormSnapshot &now)
{
    return step(m_undo, m_redo, now);
}

std::optional<FormHistory::Step> FormHistory::redo(const FormSnapshot &now)
{
    return step(m_redo, m_undo, now);
}

std::optional<FormHistory::Step> FormHistory::step(QList<Step> &from, QList<Step> &to,
                                                   const FormSnapshot &now)
{
    if (from.isEmpty())
        return std::nullopt;
    m_open = false;
    const Step taken = from.takeLast();
    to.append({taken.pointer, now});
    return taken;
}

} // namespace peregrine
