#include "ui/queue/logmodel.h"

#include "ui/queue/logtext.h"

namespace peregrine {

void LogModel::reset(const JobId &job, const QList<LogLine> &lines)
{
    beginResetModel();
    m_job = job;
    m_lines = lines.size() > maxLines ? lines.last(maxLines) : lines;
    endResetModel();
}

void LogModel::append(const JobId &job, const QList<LogLine> &lines)
{
    if (job != m_job || lines.isEmpty())
        return;
    const QList<LogLine> kept = lines.size() > maxLines ? lines.last(maxLines) : lines;
    const qsizetype surplus = m_lines.size() + kept.size() - maxLines;
    if (surplus > 0) {
        beginRemoveRows({}, 0, static_cast<int>(surplus) - 1);
        m_lines.remove(0, surplus);
        endRemoveRows();
    }
    beginInsertRows({}, static_cast<int>(m_lines.size()),
                    static_cast<int>(m_lines.size() + kept.size()) - 1);
    m_lines.append(kept);
    endInsertRows();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_lines.size());
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const LogLine &line = m_lines.at(index.row());
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
