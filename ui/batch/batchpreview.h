#pragma once

#include "core/batch/variationplan.h"
#include "core/jobs/jobmanager.h"

#include <QAbstractTableModel>
#include <QList>

namespace peregrine {

/// The first jobs of a batch for a table: a column for each axis, then the model and the prompt.
class BatchPreview : public QAbstractTableModel
{
    Q_OBJECT

public:
    /// More are not shown.
    static constexpr qsizetype mostRows = 50;

    using QAbstractTableModel::QAbstractTableModel;

    void setJobs(const VariationPlan &plan, const QList<JobRequest> &requests);
    void clear();

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role) const override;

private:
    VariationPlan m_plan;
    QList<JobRequest> m_requests;
};

} // namespace peregrine
