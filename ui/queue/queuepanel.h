#pragma once

#include "core/jobs/job.h"

#include <QPixmap>
#include <QTimer>
#include <QWidget>

#include <optional>

class QAction;
class QLabel;
class QListView;
class QStackedWidget;
class QToolButton;

namespace peregrine {

class MessagePage;
class QueueDelegate;
class QueueModel;

/// All jobs, newest first, with what can be done about each. It changes nothing itself: what the
/// user asks for goes out as a signal.
class QueuePanel : public QWidget
{
    Q_OBJECT

public:
    explicit QueuePanel(QWidget *parent = nullptr);

    void upsert(const QList<Job> &jobs);
    /// When it was the current one, its neighbour becomes that, with one jobSelected() later on.
    void remove(const JobId &id);
    void setThumbnail(const JobId &id, const QPixmap &thumbnail);
    /// The jobs that wait here, in the order in which they are sent, and whether none is sent now.
    void setWaiting(const QList<JobId> &order, bool paused);
    /// Makes the job the current one, without jobSelected().
    void select(const JobId &id);

    [[nodiscard]] QueueModel &model() { return *m_model; }
    [[nodiscard]] QListView &list() { return *m_list; }

Q_SIGNALS:
    /// The current job, by click or keyboard.
    void jobSelected(const peregrine::JobId &id);
    /// By Enter or double click.
    void jobActivated(const peregrine::JobId &id);
    void cancelRequested(const QList<peregrine::JobId> &ids);
    void retryRequested(const peregrine::JobId &id);
    void duplicateRequested(const peregrine::JobId &id);
    void pauseRequested(bool paused);
    void holdRequested(const QList<peregrine::JobId> &ids, bool held);
    void sendNextRequested(const peregrine::JobId &id);
    /// Before another waiting job; an empty id: at the end.
    void moveRequested(const peregrine::JobId &id, const peregrine::JobId &before);
    void removeRequested(const QList<peregrine::JobId> &ids);
    void askAgainRequested(const peregrine::JobId &id);
    void giveUpRequested(const peregrine::JobId &id);

private:
    QAction *addAction(const QString &text, const QString &icon, const QKeySequence &shortcut,
                       void (QueuePanel::*slot)());
    void makeHeader();
    void makeActions();
    void updateActions();
    void updateCounts();
    void showMenu(const QPoint &position);
    [[nodiscard]] QList<Job> chosen() const;
    [[nodiscard]] std::optional<Job> onlyChosen() const;
    void announceCurrent();
    void cancelChosen();
    void removeChosen();
    void clearEnded();
    void retry();
    void duplicate();
    void pause();
    void hold();
    void sendNext();
    void sendEarlier();
    void sendLater();
    [[nodiscard]] QString countWords() const;
    void askAgain();
    void giveUp();
    void copyRequestId();

    QueueModel *m_model;
    QListView *m_list;
    QStackedWidget *m_pages;
    MessagePage *m_empty;
    QLabel *m_counts;
    /// As the model is told of them.
    QList<JobId> m_waiting;
    QWidget *m_header;
    QAction *m_cancel = nullptr;
    QAction *m_retry = nullptr;
    QAction *m_duplicate = nullptr;
    QAction *m_pause = nullptr;
    QToolButton *m_pauseButton = nullptr;
    QAction *m_hold = nullptr;
    QAction *m_sendNext = nullptr;
    QAction *m_earlier = nullptr;
    QAction *m_later = nullptr;
    QAction *m_askAgain = nullptr;
    QAction *m_giveUp = nullptr;
    QAction *m_remove = nullptr;
    QAction *m_copyId = nullptr;
    QAction *m_clear = nullptr;
    /// One jobSelected() after a run of removals, when the rows are settled.
    QTimer m_settled;
    bool m_silent = false;
};

} // namespace peregrine
