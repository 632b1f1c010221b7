#include "core/localserver/studio/stepmeter.h"

#include <algorithm>
#include <utility>

namespace peregrine::studio {

StepMeter::StepMeter(int steps, const Progress &progress, Look look)
    : m_progress(progress)
    , m_look(std::move(look))
    , m_steps(std::max(1, steps))
{ }

void StepMeter::enter(double from, double to, const QString &what)
{
    m_from = from;
    m_to = to;
    m_what = what;
}

bool StepMeter::reach(double share)
{
    const double whole = m_from + (m_to - m_from) * std::clamp(share, 0.0, 1.0);
    // The small amount keeps 27.999999 of 28 from being told one part too late.
    const int reached = std::min(m_steps, static_cast<int>(whole * m_steps + 1e-6));
    while (!m_stopped && m_told < reached) {
        ++m_told;
        m_stopped = m_progress && !m_progress(m_told, m_steps, m_what);
    }
    constexpr int looks = 8;
    if (m_look && !m_stopped && m_told < m_steps && (m_told - m_looked) * looks >= m_steps) {
        m_looked = m_told;
        m_look(m_told);
    }
    return !m_stopped;
}

} // namespace peregrine::studio
