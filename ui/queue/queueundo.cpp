#include "ui/queue/queueundo.h"

namespace peregrine {

void QueueUndo::add(const Step &step)
{
    if (step.ids.isEmpty())
        return;
    m_steps.append(step);
    if (m_steps.size() > mostSteps)
        m_steps.removeFirst();
    Q_EMIT changed();
}

void QueueUndo::noteCanceled(const QList<JobId> &ids)
{
    add({Kind::Cancel, ids, {}});
}

void QueueUndo::noteRemoved(const QList<JobId> &ids)
{
    add({Kind::Remove, ids, {}});
}

void QueueUndo::noteHeld(const QList<JobId> &ids, bool held)
{
    add({Kind::Hold, ids, {}, held});
}

void QueueUndo::noteMoved(const QList<JobId> &ids, const QList<JobId> &order, bool released)
{
    Step step{Kind::Move, {}, {}, released};
    // As they stood, so that undoing from the last to the first finds each follower in its place.
    for (qsizetype i = 0; i < order.size(); ++i) {
        if (!ids.contains(order.at(i)))
            continue;
        step.ids.append(order.at(i));
        step.followers.append(order.value(i + 1));
    }
    add(step);
}

QString QueueUndo::text() const
{
    if (m_steps.isEmpty())
        return {};
    const Step &step = m_steps.constLast();
    const int count = static_cast<int>(step.ids.size());
    switch (step.kind) {
    case Kind::Cancel:
        return tr("%n job(s) canceled.", nullptr, count);
    case Kind::Remove:
        return tr("%n job(s) removed from the list.", nullptr, count);
    case Kind::Hold:
        return step.flag ? tr("%n job(s) held.", nullptr, count)
                         : tr("%n job(s) released.", nullptr, count);
    case Kind::Move:
        return tr("%n job(s) moved.", nullptr, count);
    }
    return {};
}

void QueueUndo::undo()
{
    if (m_steps.isEmpty())
        return;
    const Step step = m_steps.takeLast();
    switch (step.kind) {
    case Kind::Cancel:
    case Kind::Remove:
        Q_EMIT takeBackRequested(step.ids);
        break;
    case Kind::Hold:
        Q_EMIT holdRequested(step.ids, !step.flag);
        break;
    case Kind::Move:
        for (qsizetype i = step.ids.size() - 1; i >= 0; --i)
            Q_EMIT moveRequested(step.ids.at(i), step.followers.at(i));
        if (step.flag)
            Q_EMIT holdRequested(step.ids, true);
        break;
    }
    Q_EMIT changed();
}

} // namespace peregrine
