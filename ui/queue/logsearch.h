#pragma once

#include <QFutureWatcher>
#include <QList>
#include <QObject>
#include <QRegularExpression>
#include <QStringList>

#include <optional>

namespace peregrine {

/// The first place in a line of a log where what is searched for stands.
struct LogMatch
{
    /// The line's number in LogModel.
    qint64 line = 0;
    /// In the line as it is shown.
    qsizetype start = 0;
    qsizetype length = 0;

    friend bool operator==(const LogMatch &, const LogMatch &) = default;
};

/// Looks for words or a pattern in the lines of a log, in another thread. A pattern that would take
/// for ever is given up.
class LogSearch : public QObject
{
    Q_OBJECT

public:
    explicit LogSearch(QObject *parent = nullptr);
    ~LogSearch() override;

    /// Begins anew; no lines are known yet. Without regard to case.
    void setPattern(const QString &text, bool isRegularExpression);
    /// Nothing to search for.
    [[nodiscard]] bool isEmpty() const { return !m_pattern; }
    /// More lines, as they are in the log; the first has this number.
    void add(qint64 firstLine, const QStringList &messages);
    /// While lines are looked through.
    [[nodiscard]] bool isBusy() const { return m_busy; }

Q_SIGNALS:
    /// More lines that match, in their order; nothing more when it is done for now.
    void found(const QList<peregrine::LogMatch> &matches);
    void finished();
    /// The pattern cannot be used, and why.
    void failed(const QString &reason);

private:
    struct Portion
    {
        qint64 first = 0;
        QStringList messages;
    };

    struct Result
    {
        QList<LogMatch> matches;
        bool gaveUp = false;
    };

    static void search(QPromise<Result> &promise, const QRegularExpression &pattern,
                       const Portion &portion);
    void next();
    void stop();
    void take();

    std::optional<QRegularExpression> m_pattern;
    QList<Portion> m_waiting;
    QFutureWatcher<Result> m_watcher;
    /// Until the last result has been told; the watcher's thread is done before that.
    bool m_busy = false;
};

} // namespace peregrine
