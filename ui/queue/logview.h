#pragma once

#include "core/fal/queue/logline.h"
#include "core/jobs/job.h"

#include <QColor>
#include <QTimer>
#include <QWidget>

class QLineEdit;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;

namespace peregrine {

class LogModel;
class MessagePage;
class ToneLabel;

/// The live log of one job. Follows the newest line until the user scrolls up, and again when they
/// come back to the end.
class LogView : public QWidget
{
    Q_OBJECT

public:
    explicit LogView(QWidget *parent = nullptr);

    /// The job whose log it is: what went wrong stands above the lines.
    void setJob(const Job &job);
    void reset(const JobId &job, const QList<LogLine> &lines);
    void append(const JobId &job, const QList<LogLine> &lines);

    [[nodiscard]] bool isFollowing() const { return m_following; }
    [[nodiscard]] QPlainTextEdit &text() { return *m_text; }
    [[nodiscard]] LogModel &model() { return *m_model; }

protected:
    void changeEvent(QEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeHeader();
    void connectScrolling();
    void expectMove();
    void settlePlace();
    [[nodiscard]] bool isAtEnd() const;
    /// All lines anew, following; or at the place where the user was reading.
    void showLines();
    void repaintLines();
    void fill();
    void appendLines(int first, int last);
    void setFollowing(bool following);
    void toEnd();
    void copyAll();
    void updatePage();
    [[nodiscard]] bool passes(const LogLine &line) const;

    LogModel *m_model;
    QWidget *m_header;
    QLineEdit *m_filter;
    QToolButton *m_follow;
    ToneLabel *m_problem;
    QStackedWidget *m_pages;
    MessagePage *m_empty;
    QPlainTextEdit *m_text;
    /// What the lines on show are coloured for.
    QRgb m_ink = 0;
    QTimer m_settled;
    /// The bar's value as last seen.
    int m_place = 0;
    /// The user may be scrolling.
    bool m_moving = false;
    bool m_following = true;
    bool m_adding = false;
};

} // namespace peregrine
