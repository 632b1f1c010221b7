#pragma once

#include "core/fal/queue/logline.h"
#include "core/jobs/job.h"
#include "ui/queue/logsearch.h"

#include <QHash>
#include <QWidget>

#include <memory>

class QLineEdit;
class QStackedWidget;
class QToolButton;

namespace peregrine {

class Dialogs;
class LogEdit;
class LogLevels;
class LogModel;
class LogSearchRow;
class MessagePage;
class ToneLabel;

/// The live log of one job, or of all running jobs together: searched, filtered by level, copied
/// and saved.
class LogView : public QWidget
{
    Q_OBJECT

public:
    explicit LogView(QWidget *parent = nullptr);
    /// The dialogs must outlive it.
    LogView(Dialogs &dialogs, QWidget *parent);
    ~LogView() override;

    /// The job whose log it is: what went wrong stands above the lines.
    void setJob(const Job &job);
    /// Begins the log of a job anew, with what it has reported before.
    void reset(const JobId &job, const QList<LogLine> &lines);
    /// What the job has reported before: stands before what was appended since reset().
    void load(const JobId &job, const QList<LogLine> &lines);
    void append(const JobId &job, const QList<LogLine> &lines);
    /// The jobs whose lines the merged log is of: what runs now; those before stay.
    void setRunning(const QList<Job> &jobs);
    [[nodiscard]] bool isMerged() const { return m_merged; }

    [[nodiscard]] bool isFollowing() const;
    [[nodiscard]] LogEdit &text() { return *m_text; }
    [[nodiscard]] LogModel &model() { return *m_model; }
    [[nodiscard]] LogLevels &levels() { return *m_levels; }

Q_SIGNALS:
    /// The log of all running jobs is wanted, or that of one again: setRunning() or reset()
    /// answers.
    void mergedChanged(bool merged);
    /// What was kept of these jobs' logs is wanted; load() answers.
    void logsWanted(const QList<peregrine::JobId> &ids);
    /// A sentence for the user.
    void noticed(const QString &message);

private:
    LogView(std::unique_ptr<Dialogs> own, Dialogs *dialogs, QWidget *parent);
    void makeHeader();
    void makeSearchKeys();
    void makeMenu(QToolButton *button);
    void connectModel();
    void connectSearch();
    void setMerged(bool merged);
    void startSearch();
    void searchRows(int first, int last);
    void takeMatches(const QList<LogMatch> &matches);
    void showMatches();
    void step(int by);
    void applyPass();
    [[nodiscard]] QStringList linesInFull() const;
    void copyAll();
    void save();
    void updatePage();

    std::unique_ptr<Dialogs> m_ownDialogs;
    Dialogs &m_dialogs;
    LogModel *m_model;
    LogSearch *m_search;
    QWidget *m_header;
    QLineEdit *m_field;
    QToolButton *m_follow;
    LogSearchRow *m_searchRow;
    LogLevels *m_levels;
    ToneLabel *m_problem;
    QStackedWidget *m_pages;
    MessagePage *m_empty;
    LogEdit *m_text;
    QHash<qint64, LogMatch> m_matches;
    /// In their order.
    QList<LogMatch> m_matchList;
    /// Of m_matchList; -1 before the first step.
    qsizetype m_current = -1;
    QString m_complaint;
    JobId m_job;
    bool m_merged = false;
};

} // namespace peregrine
