#pragma once

#include "core/base/ids.h"
#include "core/jobs/jobrequest.h"

#include <QAction>
#include <QList>
#include <QObject>

#include <functional>

class QMenu;
class QWidget;

namespace peregrine {

class QueueModel;
struct Job;
class QueueUndo;

/// What can be done with the chosen jobs. What the user asks for goes out as a signal, and what can
/// be undone is noted.
class QueueActions : public QObject
{
    Q_OBJECT

public:
    /// The model must outlive it.
    explicit QueueActions(const QueueModel &model, QObject *parent = nullptr);

    /// The keys of all actions work in this view.
    void addTo(QWidget &view) const;
    /// The jobs that the actions are for; each once.
    void setChosen(const QList<JobId> &ids);
    [[nodiscard]] const QList<JobId> &chosen() const { return m_chosen; }
    /// What can be done may be something else: a chosen job or the queue has changed.
    void update();
    /// With what can be done now; deletes itself when it is closed.
    QMenu *makeMenu(QWidget *parent) const;

    [[nodiscard]] QAction &pause() const { return *m_pause; }
    [[nodiscard]] QAction &cancel() const { return *m_cancel; }
    [[nodiscard]] QAction &retry() const { return *m_retry; }
    [[nodiscard]] QAction &clear() const { return *m_clear; }
    [[nodiscard]] QAction &undo() const { return *m_undo; }
    /// By drag: waiting jobs, before another one.
    void moveTo(const QList<JobId> &ids, const JobId &before);

Q_SIGNALS:
    void cancelRequested(const QList<peregrine::JobId> &ids);
    void retryRequested(const QList<peregrine::JobId> &ids, peregrine::RepeatSeed seed);
    void duplicateRequested(const QList<peregrine::JobId> &ids, peregrine::RepeatSeed seed);
    void pauseRequested(bool paused);
    void holdRequested(const QList<peregrine::JobId> &ids, bool held);
    void sendNextRequested(const peregrine::JobId &id);
    /// Before another waiting job; an empty id: at the end.
    void moveRequested(const peregrine::JobId &id, const peregrine::JobId &before);
    void removeRequested(const QList<peregrine::JobId> &ids);
    void takeBackRequested(const QList<peregrine::JobId> &ids);
    void askAgainRequested(const peregrine::JobId &id);
    void giveUpRequested(const peregrine::JobId &id);
    /// The results of a batch that varies something are wanted side by side.
    void gridRequested(const peregrine::BatchId &id);
    /// Something was done that can be undone; as a sentence.
    void undoable(const QString &what);

private:
    QAction *add(const QString &text, const QString &icon, const QKeySequence &shortcut,
                 const std::function<void()> &act);
    [[nodiscard]] QList<JobId> chosenWhere(bool (*matches)(const Job &)) const;
    void cancelChosen();
    void retryChosen(RepeatSeed seed);
    void duplicateChosen(RepeatSeed seed);
    void togglePause();
    void holdChosen();
    void sendNext();
    void sendEarlier();
    void sendLater();
    void askAgain();
    void giveUp();
    void removeChosen();
    void copyRequestId();
    void showGrid();
    void clearEnded();

    const QueueModel &m_model;
    QueueUndo *m_steps;
    QList<JobId> m_chosen;
    QList<QAction *> m_actions;
    QAction *m_cancel = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_retryNew = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_duplicateNew = nullptr;
    QAction *m_pause = nullptr;
    QAction *m_hold = nullptr;
    QAction *m_sendNext = nullptr;
    QAction *m_earlier = nullptr;
    QAction *m_later = nullptr;
    QAction *m_askAgain = nullptr;
    QAction *m_giveUp = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_copyId = nullptr;
    QAction *m_grid = nullptr;
    QAction *m_clear = nullptr;
    QAction *m_undo = nullptr;
};

} // namespace peregrine
