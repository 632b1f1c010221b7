#pragma once

#include "core/localserver/studio/studio.h"

namespace peregrine::studio {

/// Turns "this part of the work is done" into whole steps for the caller, each told once and in
/// order, and remembers that the caller asked to stop.
class StepMeter
{
public:
    StepMeter(int steps, const Progress &progress);

    /// A part of the work from `from` to `to` (shares of the whole) follows, called `what`.
    void enter(double from, double to, const QString &what);
    /// So much of the part is done, 0 to 1. False: stop now.
    bool reach(double share);
    [[nodiscard]] bool stopped() const { return m_stopped; }

private:
    const Progress &m_progress;
    int m_steps;
    int m_told = 0;
    bool m_stopped = false;
    double m_from = 0.0;
    double m_to = 1.0;
    QString m_what;
};

} // namespace peregrine::studio
