#include "ui/queue/logmodel.h"

#include "ui/queue/logtext.h"

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// So many go at once, so that a full log does not lose its head with each line.
constexpr qsizetype clearance = LogModel::maxLines / 50;

} // namespace

void LogModel::setSources(const QList<LogSource> &sources)
{
    beginResetModel();
    m_lines.clear();
    m_counts.clear();
    m_characters = 0;
    m_first = 0;
    m_sources.clear();
    m_places.clear();
    m_firstTimes.clear();
    for (const LogSource &source : sources) {
        m_places.insert(source.job, static_cast<int>(m_sources.size()));
        m_sources.append(source);
    }
    endResetModel();
}

void LogModel::setSource(const LogSource &source)
{
    const auto place = m_places.constFind(source.job);
    if (place != m_places.cend()) {
        m_sources[*place] = source;
        return;
    }
    m_places.insert(source.job, static_cast<int>(m_sources.size()));
    m_sources.append(source);
}

void LogModel::noteStart(int source, const QList<LogLine> &lines)
{
    const auto first = std::find_if(lines.cbegin(), lines.cend(),
                                    [](const LogLine &line) { return line.time.isValid(); });
    if (first != lines.cend())
        m_firstTimes.insert(source, first->time);
}

void LogModel::count(const LogLine &line, int by)
{
    m_counts[line.level] += by;
    m_characters += by * line.message.size();
}

void LogModel::append(const JobId &job, const QList<LogLine> &lines)
{
    const auto place = m_places.constFind(job);
    if (place == m_places.cend() || lines.isEmpty())
        return;
    const QList<LogLine> kept = lines.size() > maxLines ? lines.last(maxLines) : lines;
    if (!m_firstTimes.contains(*place))
        noteStart(*place, kept);
    const auto first = static_cast<int>(m_lines.size());
    beginInsertRows({}, first, first + static_cast<int>(kept.size()) - 1);
    for (const LogLine &line : kept) {
        m_lines.append({line, *place});
        count(line, 1);
    }
    endInsertRows();
    makeRoom();
}

void LogModel::makeRoom()
{
    const bool isFull = m_lines.size() > maxLines;
    qsizetype gone = isFull ? m_lines.size() - maxLines + clearance : 0;
    qsizetype characters = m_characters;
    for (qsizetype row = 0; row < m_lines.size(); ++row) {
        if (row >= gone && characters <= maxCharacters)
            break;
        characters -= m_lines.at(row).line.message.size();
        gone = std::max(gone, row + 1);
    }
    if (gone == 0)
        return;
    beginRemoveRows({}, 0, static_cast<int>(gone) - 1);
    for (qsizetype row = 0; row < gone; ++row)
        count(m_lines.at(row).line, -1);
    m_lines.remove(0, gone);
    m_first += gone;
    endRemoveRows();
}

void LogModel::load(const JobId &job, const QList<LogLine> &lines)
{
    const auto place = m_places.constFind(job);
    if (place == m_places.cend() || lines.isEmpty())
        return;
    beginResetModel();
    QList<Entry> arrived;
    for (const Entry &entry : std::as_const(m_lines)) {
        if (entry.isLoaded && entry.source == *place)
            count(entry.line, -1);
        else
            arrived.append(entry);
    }
    m_lines.clear();
    noteStart(*place, lines);
    QList<Entry> before;
    for (const LogLine &line : lines) {
        before.append({line, *place, true});
        count(line, 1);
    }
    const auto earlier = [](const Entry &a, const Entry &b) {
        return a.line.time.isValid() && b.line.time.isValid() && a.line.time < b.line.time;
    };
    m_lines.reserve(before.size() + arrived.size());
    if (m_sources.size() == 1)
        m_lines = before + arrived;
    else
        std::merge(before.cbegin(), before.cend(), arrived.cbegin(), arrived.cend(),
                   std::back_inserter(m_lines), earlier);
    m_first = 0;
    endResetModel();
    makeRoom();
}

QDateTime LogModel::startOf(int row) const
{
    const int source = sourceAt(row);
    const QDateTime &start = m_sources.at(source).start;
    return start.isValid() ? start : m_firstTimes.value(source);
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LogLine &line = lineAt(index.row());
    switch (role) {
    case LineRole:
        return QVariant::fromValue(line);
    case Qt::DisplayRole:
        return line.message;
    case Qt::AccessibleTextRole:
        return logtext::full(line);
    default:
        return {};
    }
}

} // namespace peregrine
