#pragma once

#include "core/base/ids.h"

#include <QList>
#include <QObject>

namespace peregrine {

/// What the user did to jobs that are not sent, so that it can be undone: cancel, hold, another
/// order, a cleared list. It changes nothing itself: what undoing asks for goes out as a signal.
class QueueUndo : public QObject
{
    Q_OBJECT

public:
    static constexpr qsizetype mostSteps = 100;

    using QObject::QObject;

    void noteCanceled(const QList<JobId> &ids);
    void noteRemoved(const QList<JobId> &ids);
    /// Only those whose hold was the other before.
    void noteHeld(const QList<JobId> &ids, bool held);
    /// `order`: in which the waiting jobs were sent before.
    void noteMoved(const QList<JobId> &ids, const QList<JobId> &order, bool released = false);

    [[nodiscard]] bool canUndo() const { return !m_steps.isEmpty(); }
    /// What would be undone: "3 jobs canceled".
    [[nodiscard]] QString text() const;
    void undo();

Q_SIGNALS:
    /// There is something else to be undone.
    void changed();
    void takeBackRequested(const QList<peregrine::JobId> &ids);
    void holdRequested(const QList<peregrine::JobId> &ids, bool held);
    void moveRequested(const peregrine::JobId &id, const peregrine::JobId &before);

private:
    enum class Kind { Cancel, Remove, Hold, Move };

    struct Step
    {
        Kind kind;
        QList<JobId> ids;
        /// Of each moved job which one followed it.
        QList<JobId> followers;
        /// Holds, or was released by moving.
        bool flag = false;
    };

    void add(const Step &step);

    QList<Step> m_steps;
};

} // namespace peregrine
