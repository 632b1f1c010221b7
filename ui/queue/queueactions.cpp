#include "ui/queue/queueactions.h"

#include "ui/queue/queuemodel.h"
#include "ui/queue/queueundo.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QClipboard>
#include <QMenu>

#include <algorithm>

namespace peregrine {

namespace {

bool canCancel(const Job &job)
{
    return isActive(job.state) && job.state != JobState::Canceling;
}

bool canRetry(const Job &job)
{
    return !isActive(job.state);
}

bool isWaiting(const Job &job)
{
    return job.state == JobState::Waiting;
}

bool isVaried(const Job &job)
{
    return !job.batchPlace.isEmpty();
}

} // namespace

QueueActions::QueueActions(const QueueModel &model, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_steps(new QueueUndo(this))
{
    m_cancel = add(tr("&Cancel"), QStringLiteral("stop"), QKeySequence(Qt::Key_Escape),
                   [this] { cancelChosen(); });
    m_retry = add(tr("&Retry"), QStringLiteral("retry"), QKeySequence(Qt::Key_R),
                  [this] { retryChosen(RepeatSeed::Same); });
    m_retryNew = add(tr("Retry with a new &seed"), QStringLiteral("dice"),
                     QKeySequence(Qt::SHIFT | Qt::Key_R), [this] { retryChosen(RepeatSeed::New); });
    m_duplicate = add(tr("&Duplicate"), QStringLiteral("copy"), QKeySequence(Qt::CTRL | Qt::Key_D),
                      [this] { duplicateChosen(RepeatSeed::Same); });
    m_duplicateNew = add(tr("D&uplicate with a new seed"), QStringLiteral("dice"),
                         QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D),
                         [this] { duplicateChosen(RepeatSeed::New); });
    m_hold =
        add(tr("&Hold"), QStringLiteral("lock"), QKeySequence(Qt::Key_H), [this] { holdChosen(); });
    m_hold->setCheckable(true);
    m_sendNext = add(tr("Send &next"), QStringLiteral("arrow-up"), QKeySequence(Qt::Key_N),
                     [this] { sendNext(); });
    m_earlier = add(tr("Send &earlier"), QStringLiteral("chevron-up"),
                    QKeySequence(Qt::ALT | Qt::Key_Up), [this] { sendEarlier(); });
    m_later = add(tr("Send &later"), QStringLiteral("chevron-down"),
                  QKeySequence(Qt::ALT | Qt::Key_Down), [this] { sendLater(); });
    m_askAgain = add(tr("&Ask again"), QStringLiteral("retry"), {}, [this] { askAgain(); });
    m_giveUp = add(tr("&Give up"), QStringLiteral("close"), {}, [this] { giveUp(); });
    m_remove = add(tr("Re&move from the list"), QStringLiteral("close"), QKeySequence::Delete,
                   [this] { removeChosen(); });
    m_copyId = add(tr("Copy request &id"), QStringLiteral("copy"), QKeySequence::Copy,
                   [this] { copyRequestId(); });
    m_grid = add(tr("Show as g&rid"), QStringLiteral("grid"), QKeySequence(Qt::Key_G),
                 [this] { showGrid(); });
    m_clear = add(tr("C&lear finished"), QStringLiteral("trash"), {}, [this] { clearEnded(); });
    m_undo = new QAction(theme::icon(QStringLiteral("undo")), tr("&Undo"), this);
    m_undo->setShortcut(QKeySequence::Undo);
    m_undo->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(m_undo, &QAction::triggered, m_steps, &QueueUndo::undo);
    m_pause = new QAction(theme::icon(QStringLiteral("pause")), tr("&Pause the queue"), this);
    m_pause->setCheckable(true);
    connect(m_pause, &QAction::triggered, this, &QueueActions::togglePause);

    connect(m_steps, &QueueUndo::changed, this, &QueueActions::update);
    connect(m_steps, &QueueUndo::takeBackRequested, this, &QueueActions::takeBackRequested);
    connect(m_steps, &QueueUndo::holdRequested, this, &QueueActions::holdRequested);
    connect(m_steps, &QueueUndo::moveRequested, this, &QueueActions::moveRequested);
    update();
}

QAction *QueueActions::add(const QString &text, const QString &icon, const QKeySequence &shortcut,
                           const std::function<void()> &act)
{
    auto *action = new QAction(theme::icon(icon), text, this);
    action->setShortcut(shortcut);
    action->setShortcutContext(Qt::WidgetShortcut);
    connect(action, &QAction::triggered, this, act);
    m_actions.append(action);
    return action;
}

void QueueActions::addTo(QWidget &view) const
{
    view.addActions(m_actions);
}

void QueueActions::setChosen(const QList<JobId> &ids)
{
    m_chosen = ids;
    update();
}

void QueueActions::update()
{
    int cancelable = 0;
    int retryable = 0;
    int waiting = 0;
    int held = 0;
    int varied = 0;
    for (const JobId &id : std::as_const(m_chosen)) {
        const Job *job = m_model.job(id);
        if (!job)
            continue;
        cancelable += canCancel(*job) ? 1 : 0;
        retryable += canRetry(*job) ? 1 : 0;
        waiting += isWaiting(*job) ? 1 : 0;
        held += isWaiting(*job) && job->held ? 1 : 0;
        varied += isVaried(*job) ? 1 : 0;
    }
    const Job *only = m_chosen.size() == 1 ? m_model.job(m_chosen.constFirst()) : nullptr;
    const int place = only ? m_model.placeOf(only->id) : -1;
    m_cancel->setEnabled(cancelable > 0);
    m_retry->setEnabled(retryable > 0);
    m_retryNew->setEnabled(retryable > 0);
    m_duplicate->setEnabled(!m_chosen.isEmpty());
    m_duplicateNew->setEnabled(!m_chosen.isEmpty());
    m_hold->setEnabled(waiting > 0);
    m_hold->setChecked(waiting > 0 && held == waiting);
    m_sendNext->setEnabled(place > 0 || (only && only->held));
    // Also where it goes no further: else the keys would move the selection.
    m_earlier->setEnabled(place >= 0);
    m_later->setEnabled(place >= 0);
    m_askAgain->setEnabled(only && only->state == JobState::Unknown);
    m_giveUp->setEnabled(only && only->state == JobState::Unknown);
    m_remove->setEnabled(retryable > 0);
    m_copyId->setEnabled(only && !only->request.isEmpty());
    m_grid->setEnabled(varied > 0);
    m_clear->setEnabled(m_model.counts().ended() > 0);
    m_undo->setEnabled(m_steps->canUndo());
    m_undo->setToolTip(m_steps->canUndo() ? tr("Undo: %1").arg(m_steps->text()) : tr("Undo"));
    const bool paused = m_model.isPaused();
    m_pause->setChecked(paused);
    m_pause->setText(paused ? tr("&Go on with the queue") : tr("&Pause the queue"));
    m_pause->setIcon(theme::icon(paused ? QStringLiteral("play") : QStringLiteral("pause")));
}

QMenu *QueueActions::makeMenu(QWidget *parent) const
{
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (QAction *action : {m_sendNext, m_earlier, m_later, m_hold, m_cancel, m_retry, m_retryNew,
                            m_duplicate, m_duplicateNew, m_grid, m_askAgain, m_giveUp}) {
        if (action->isEnabled())
            menu->addAction(action);
    }
    menu->addSeparator();
    for (QAction *action : {m_pause, m_copyId, m_remove, m_clear, m_undo})
        menu->addAction(action);
    return menu;
}

QList<JobId> QueueActions::chosenWhere(bool (*matches)(const Job &)) const
{
    QList<JobId> ids;
    for (const JobId &id : m_chosen) {
        const Job *job = m_model.job(id);
        if (job && matches(*job))
            ids.append(id);
    }
    return ids;
}

void QueueActions::cancelChosen()
{
    const QList<JobId> ids = chosenWhere(canCancel);
    // What was sent cannot be taken back.
    const QList<JobId> unsent = chosenWhere(isWaiting);
    if (ids.isEmpty())
        return;
    Q_EMIT cancelRequested(ids);
    m_steps->noteCanceled(unsent);
    if (!unsent.isEmpty())
        Q_EMIT undoable(m_steps->text());
}

void QueueActions::retryChosen(RepeatSeed seed)
{
    if (const QList<JobId> ids = chosenWhere(canRetry); !ids.isEmpty())
        Q_EMIT retryRequested(ids, seed);
}

void QueueActions::duplicateChosen(RepeatSeed seed)
{
    if (!m_chosen.isEmpty())
        Q_EMIT duplicateRequested(m_chosen, seed);
}

void QueueActions::togglePause()
{
    Q_EMIT pauseRequested(!m_model.isPaused());
    // The queue says whether it is.
    m_pause->setChecked(m_model.isPaused());
}

void QueueActions::holdChosen()
{
    const QList<JobId> held =
        chosenWhere([](const Job &job) { return isWaiting(job) && job.held; });
    const QList<JobId> free =
        chosenWhere([](const Job &job) { return isWaiting(job) && !job.held; });
    const QList<JobId> &ids = free.isEmpty() ? held : free;
    if (ids.isEmpty())
        return;
    Q_EMIT holdRequested(ids, !free.isEmpty());
    m_steps->noteHeld(ids, !free.isEmpty());
    Q_EMIT undoable(m_steps->text());
}

void QueueActions::sendNext()
{
    const Job *job = m_chosen.size() == 1 ? m_model.job(m_chosen.constFirst()) : nullptr;
    if (!job || m_model.placeOf(job->id) < 0)
        return;
    const QList<JobId> order = m_model.jobs().waiting();
    const JobId id = job->id;
    const bool wasHeld = job->held;
    Q_EMIT sendNextRequested(id);
    m_steps->noteMoved({id}, order, wasHeld);
    Q_EMIT undoable(m_steps->text());
}

void QueueActions::sendEarlier()
{
    const int place = m_chosen.size() == 1 ? m_model.placeOf(m_chosen.constFirst()) : -1;
    if (place > 0)
        moveTo(m_chosen, m_model.jobs().waiting().at(place - 1));
}

void QueueActions::sendLater()
{
    const QList<JobId> &order = m_model.jobs().waiting();
    const int place = m_chosen.size() == 1 ? m_model.placeOf(m_chosen.constFirst()) : -1;
    if (place >= 0 && place + 1 < order.size())
        moveTo(m_chosen, order.value(place + 2));
}

void QueueActions::moveTo(const QList<JobId> &moved, const JobId &before)
{
    const QList<JobId> ids = moved;
    const QList<JobId> order = m_model.jobs().waiting();
    for (const JobId &id : ids)
        Q_EMIT moveRequested(id, before);
    m_steps->noteMoved(ids, order);
    Q_EMIT undoable(m_steps->text());
}

void QueueActions::askAgain()
{
    if (m_chosen.size() == 1)
        Q_EMIT askAgainRequested(m_chosen.constFirst());
}

void QueueActions::giveUp()
{
    if (m_chosen.size() == 1)
        Q_EMIT giveUpRequested(m_chosen.constFirst());
}

void QueueActions::removeChosen()
{
    const QList<JobId> ids = chosenWhere(canRetry);
    if (ids.isEmpty())
        return;
    Q_EMIT removeRequested(ids);
    m_steps->noteRemoved(ids);
    Q_EMIT undoable(m_steps->text());
}

void QueueActions::clearEnded()
{
    QList<const QueueEntry *> ended;
    for (const auto &[id, entry] : m_model.jobs().entries()) {
        if (hasEnded(entry->job.state))
            ended.append(entry.get());
    }
    std::sort(ended.begin(), ended.end(),
              [](const QueueEntry *a, const QueueEntry *b) { return a->number < b->number; });
    QList<JobId> ids;
    for (const QueueEntry *entry : std::as_const(ended))
        ids.append(entry->job.id);
    if (ids.isEmpty())
        return;
    Q_EMIT removeRequested(ids);
    m_steps->noteRemoved(ids);
    Q_EMIT undoable(m_steps->text());
}

void QueueActions::showGrid()
{
    const QList<JobId> ids = chosenWhere(isVaried);
    if (!ids.isEmpty())
        Q_EMIT gridRequested(m_model.job(ids.constFirst())->batch);
}

void QueueActions::copyRequestId()
{
    const Job *job = m_chosen.size() == 1 ? m_model.job(m_chosen.constFirst()) : nullptr;
    if (job)
        QApplication::clipboard()->setText(job->request.toString());
}

} // namespace peregrine
