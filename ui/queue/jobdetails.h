#pragma once

#include "core/jobs/job.h"

#include <QList>
#include <QTimer>
#include <QWidget>

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QScrollArea;
class QStackedWidget;

namespace peregrine {

class JsonHighlighter;
class MessagePage;
class TimingBar;
class ToneLabel;

/// All that is known about one job: ids and addresses to copy, timing, attempts, cost, what went
/// wrong in full, and its inputs.
class JobDetails : public QWidget
{
    Q_OBJECT

public:
    explicit JobDetails(QWidget *parent = nullptr);

    void setJob(const Job &job);
    /// No job any more.
    void clear();
    [[nodiscard]] const JobId &job() const { return m_job.id; }

protected:
    void changeEvent(QEvent *event) override;

private:
    /// A value with a button to copy it; hidden while it is empty.
    struct Row
    {
        QWidget *widget = nullptr;
        QLabel *value = nullptr;
        bool isCopied = false;
    };

    Row addRow(const QString &name, bool copyable = false);
    void setRow(const Row &row, const QString &text) const;
    void showTimes();
    void showPhases(const QDateTime &now);
    void showError();
    void showInputs();

    Job m_job;
    QStackedWidget *m_pages;
    MessagePage *m_empty;
    QScrollArea *m_scroll;
    QFormLayout *m_form;
    QLabel *m_title;
    ToneLabel *m_state;
    TimingBar *m_bar;
    QLabel *m_legend;
    ToneLabel *m_error;
    Row m_model;
    Row m_endpoint;
    Row m_server;
    Row m_request;
    Row m_status;
    Row m_response;
    Row m_cancel;
    Row m_created;
    Row m_submitted;
    Row m_started;
    Row m_ended;
    Row m_attempts;
    Row m_cost;
    QPlainTextEdit *m_inputs;
    JsonHighlighter *m_highlighter = nullptr;
    QTimer m_second;
};

} // namespace peregrine
