#pragma once

#include "core/localserver/studio/studio.h"

namespace peregrine::studio {

/// Turns "this part of the work is done" into whole steps for the caller, each told once and in
/// order, and remembers that the caller asked to stop.
class StepMeter
{
public:
    /// Told the step that was reached, some eight times in all, while the work can be looked at.
    using Look = std::function<void(int step)>;

    StepMeter(int steps, const Progress &progress, Look look = {});

    /// A part of the work from `from` to `to` (shares of the whole) follows, called `what`.
    void enter(double from, double to, const QString &what);
    /// So much of the part is done, 0 to 1. False: stop now.
    bool reach(double share);
    [[nodiscard]] bool stopped() const { return m_stopped; }

private:
    const Progress &m_progress;
    Look m_look;
    int m_steps;
    int m_told = 0;
    int m_looked = 0;
    bool m_stopped = false;
    double m_from = 0.0;
    double m_to = 1.0;
    QString m_what;
};

} // namespace peregrine::studio
