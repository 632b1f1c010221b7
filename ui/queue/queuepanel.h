#pragma once

#include "core/jobs/job.h"
#include "core/jobs/jobrequest.h"

#include <QPixmap>
#include <QSet>
#include <QTimer>
#include <QWidget>

class QAbstractItemView;
class QStackedWidget;
class QToolButton;

namespace peregrine {

class DurationBook;
class MessagePage;
class QueueActions;
class QueueFilterBar;
class QueueHeader;
class QueueList;
class QueueModel;
class QueueTable;
class UndoNotice;

/// All jobs with what can be done about each, as a list or in columns. It changes nothing itself:
/// what the user asks for goes out as a signal.
class QueuePanel : public QWidget
{
    Q_OBJECT

public:
    explicit QueuePanel(QWidget *parent = nullptr);
    ~QueuePanel() override;

    void upsert(const QList<Job> &jobs);
    /// When the current one is among them, its neighbour becomes that, with one jobSelected() later
    /// on.
    void remove(const QList<JobId> &ids);
    void setThumbnail(const JobId &id, const QPixmap &thumbnail);
    /// The jobs that wait here, in the order in which they are sent, and whether none is sent now.
    void setWaiting(const QList<JobId> &order, bool paused);
    /// Makes the job the current one, or the head of the batch that hides it, without
    /// jobSelected().
    void select(const JobId &id);
    /// What jobs usually take; must outlive the panel.
    void setDurations(const DurationBook &durations);
    /// A list, or columns.
    void setColumnsShown(bool shown);
    [[nodiscard]] bool columnsShown() const;
    /// List or columns, and the columns.
    [[nodiscard]] QByteArray saveState() const;
    void restoreState(const QByteArray &state);

    [[nodiscard]] QueueModel &model() { return *m_model; }
    [[nodiscard]] QueueList &list() { return *m_list; }
    [[nodiscard]] QueueTable &table() { return *m_table; }
    [[nodiscard]] QueueFilterBar &filterBar() { return *m_filter; }
    [[nodiscard]] QueueActions &actions() { return *m_actions; }

Q_SIGNALS:
    /// The current job, by click or keyboard.
    void jobSelected(const peregrine::JobId &id);
    /// By Enter or double click.
    void jobActivated(const peregrine::JobId &id);
    void cancelRequested(const QList<peregrine::JobId> &ids);
    void retryRequested(const QList<peregrine::JobId> &ids, peregrine::RepeatSeed seed);
    void duplicateRequested(const QList<peregrine::JobId> &ids, peregrine::RepeatSeed seed);
    void pauseRequested(bool paused);
    void holdRequested(const QList<peregrine::JobId> &ids, bool held);
    void sendNextRequested(const peregrine::JobId &id);
    /// Before another waiting job; an empty id: at the end.
    void moveRequested(const peregrine::JobId &id, const peregrine::JobId &before);
    void removeRequested(const QList<peregrine::JobId> &ids);
    /// Canceled or removed jobs are wanted back.
    void takeBackRequested(const QList<peregrine::JobId> &ids);
    void askAgainRequested(const peregrine::JobId &id);
    void giveUpRequested(const peregrine::JobId &id);
    /// Jobs on show that are done and have no thumbnail; each is asked for once.
    void thumbnailsWanted(const QList<peregrine::JobId> &ids);
    /// saveState() is another.
    void stateChanged();

protected:
    void resizeEvent(QResizeEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void makeButtons();
    void connectModel();
    void connectActions();
    void connectViews();
    [[nodiscard]] QAbstractItemView &view() const;
    /// Jobs of the chosen rows, each once.
    void readChosen();
    /// Around a reset: the same rows stay chosen.
    void keepChosen();
    void restoreChosen();
    void announceCurrent();
    void updateActions();
    void updateCounts();
    void askForThumbnails();

    QueueModel *m_model;
    QueueActions *m_actions;
    QueueList *m_list;
    QueueTable *m_table;
    QStackedWidget *m_pages;
    MessagePage *m_empty;
    QueueHeader *m_header;
    QToolButton *m_columns;
    QueueFilterBar *m_filter;
    UndoNotice *m_notice;
    JobId m_current;
    QList<JobId> m_kept;
    QSet<JobId> m_askedThumbnails;
    /// One jobSelected() after a run of removals, when the rows are settled.
    QTimer m_settled;
    QTimer m_second;
    QTimer m_chosenChanged;
    QTimer m_thumbnails;
    bool m_silent = false;
};

} // namespace peregrine
