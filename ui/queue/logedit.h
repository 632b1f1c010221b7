#pragma once

#include "core/fal/queue/logline.h"
#include "ui/queue/logsearch.h"

#include <QHash>
#include <QPlainTextEdit>
#include <QTimer>

#include <functional>
#include <optional>

namespace peregrine {

class LogModel;

/// The lines of a LogModel as text: a block a line, filled in slices so that the window never
/// waits. Follows the newest line until the user scrolls up, and again when they come back to the
/// end.
class LogEdit : public QPlainTextEdit
{
    Q_OBJECT

public:
    using Pass = std::function<bool(qint64 number, const LogLine &line)>;

    /// The model must outlive it.
    explicit LogEdit(const LogModel &model, QWidget *parent = nullptr);

    /// Which lines are shown; refill() follows.
    void setPass(const Pass &pass) { m_pass = pass; }
    /// From the start of each job instead of the time of day; refill() follows.
    void setRelativeTimes(bool relative) { m_relative = relative; }
    /// All lines anew: from the end while following, else at the line where the user was reading.
    void refill();
    /// Rows of the model, new or newly passing, behind all that are shown.
    void appendRows(int first, int last);
    void appendLine(qint64 number);
    /// Lines that the model has no more.
    void dropOld();
    [[nodiscard]] bool isFilling() const { return m_next >= 0; }

    [[nodiscard]] bool isFollowing() const { return m_following; }
    void setFollowing(bool following);
    /// Marks these places where they are on show.
    void setMatches(const QHash<qint64, LogMatch> &matches);
    /// Scrolls there, selects it, and ends following.
    void goTo(const LogMatch &match);
    /// Of the line that the cursor is in; else of the first on show; -1 when there is none.
    [[nodiscard]] qint64 currentNumber() const;
    /// Numbers of the lines on show and above and below, in their order.
    [[nodiscard]] const QList<qint64> &numbers() const { return m_numbers; }

Q_SIGNALS:
    void followingChanged(bool following);
    /// There are lines, or none any more.
    void contentChanged();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void expectMove();
    void settlePlace();
    [[nodiscard]] bool isAtEnd() const;
    void toEnd();
    void fillSlice();
    void insertRows(int first, int last);
    void insertLine(QTextCursor &cursor, int row);
    [[nodiscard]] QString prefixOf(int row) const;
    [[nodiscard]] QString timeOf(int row) const;
    void markVisible();

    const LogModel &m_model;
    Pass m_pass;
    bool m_relative = false;
    /// Of each block.
    QList<qint64> m_numbers;
    /// The number of the line to be filled in next; -1 when all are.
    qint64 m_next = -1;
    /// The line to be on top when all are filled in.
    std::optional<qint64> m_reading;
    QTimer m_fill;
    QTimer m_settled;
    QTimer m_marking;
    QHash<qint64, LogMatch> m_matches;
    /// What the lines on show are coloured for.
    QRgb m_ink = 0;
    /// The bar's value as last seen.
    int m_place = 0;
    /// The user may be scrolling.
    bool m_moving = false;
    bool m_following = true;
    bool m_adding = false;
};

} // namespace peregrine
