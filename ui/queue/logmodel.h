#pragma once

#include "core/base/ids.h"
#include "core/fal/queue/logline.h"

#include <QAbstractListModel>

namespace peregrine {

/// The log of one job, oldest first, capped: the oldest lines go.
class LogModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        LineRole = Qt::UserRole + 1, ///< LogLine
    };

    static constexpr qsizetype maxLines = 20'000;

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] const JobId &job() const { return m_job; }
    void reset(const JobId &job, const QList<LogLine> &lines);
    /// Lines of another job are passed over.
    void append(const JobId &job, const QList<LogLine> &lines);
    [[nodiscard]] const LogLine &lineAt(int row) const { return m_lines.at(row); }

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    JobId m_job;
    QList<LogLine> m_lines;
};

} // namespace peregrine
