#pragma once

#include "core/jobs/job.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace peregrine {

class ToneLabel;
/// A job on the stage while it has no result: how far it is, or why it failed and what to do.
class JobView : public QWidget
{
    Q_OBJECT

public:
    explicit JobView(QWidget *parent = nullptr);

    void setJob(const Job &job);
    [[nodiscard]] const Job &job() const { return m_job; }

    /// How a state is called to people: "In the queue, 2 before it".
    [[nodiscard]] static QString stateText(const Job &job);

Q_SIGNALS:
    void retryRequested(const peregrine::JobId &id);
    void cancelRequested(const peregrine::JobId &id);
    void askAgainRequested(const peregrine::JobId &id);
    void giveUpRequested(const peregrine::JobId &id);

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;

private:
    void makeLayout();
    void showProgress();
    void showProblem();
    void showElapsed();
    void updateTimer();

    Job m_job;
    QTimer m_second;
    ToneLabel *m_state = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_model = nullptr;
    QProgressBar *m_progress = nullptr;
    QLabel *m_elapsed = nullptr;
    QLabel *m_problem = nullptr;
    QLabel *m_fields = nullptr;
    QPushButton *m_retry = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_askAgain = nullptr;
    QPushButton *m_giveUp = nullptr;
};

} // namespace peregrine
