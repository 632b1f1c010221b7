#pragma once

#include "core/base/ids.h"
#include "core/fal/queue/logline.h"

#include <QAbstractListModel>
#include <QHash>

namespace peregrine {

/// A job whose lines are in a log.
struct LogSource
{
    JobId job;
    /// For people, where several jobs are in one log.
    QString title;
    /// What times are told from; where it is not known, from the job's first line.
    QDateTime start;
};

/// The log of one job, or of several together, oldest first. Bounded: the oldest lines go.
class LogModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        LineRole = Qt::UserRole + 1, ///< LogLine
    };

    static constexpr qsizetype maxLines = 100'000;
    static constexpr qsizetype maxCharacters = 32 * 1024 * 1024;

    using QAbstractListModel::QAbstractListModel;

    /// Begins anew: the log of these jobs, with no lines yet.
    void setSources(const QList<LogSource> &sources);
    /// One job more; what is known of it already is replaced.
    void setSource(const LogSource &source);
    /// Lines of a job that is not among the sources are passed over.
    void append(const JobId &job, const QList<LogLine> &lines);
    /// What a job has reported before; stands before what was appended since, and among the lines
    /// of other jobs by time. What was loaded of it earlier is replaced.
    void load(const JobId &job, const QList<LogLine> &lines);

    [[nodiscard]] const QList<LogSource> &sources() const { return m_sources; }
    [[nodiscard]] bool hasSource(const JobId &job) const { return m_places.contains(job); }
    [[nodiscard]] const LogLine &lineAt(int row) const { return m_lines.at(row).line; }
    [[nodiscard]] int sourceAt(int row) const { return m_lines.at(row).source; }
    /// Lines are numbered for as long as the model is not reset; row 0 has this one.
    [[nodiscard]] qint64 firstNumber() const { return m_first; }
    /// What times of the row's job are told from.
    [[nodiscard]] QDateTime startOf(int row) const;
    /// How many lines of each level there are.
    [[nodiscard]] int countOf(LogLine::Level level) const { return m_counts.value(level); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry
    {
        LogLine line;
        int source = 0;
        /// By load().
        bool isLoaded = false;
    };

    void noteStart(int source, const QList<LogLine> &lines);
    void count(const LogLine &line, int by);
    void makeRoom();

    QList<LogSource> m_sources;
    QHash<JobId, int> m_places;
    /// Of each source, the time of its first line.
    QHash<int, QDateTime> m_firstTimes;
    QList<Entry> m_lines;
    QHash<LogLine::Level, int> m_counts;
    qsizetype m_characters = 0;
    qint64 m_first = 0;
};

} // namespace peregrine
