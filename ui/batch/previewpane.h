#pragma once

#include "core/batch/variationplan.h"
#include "core/jobs/jobmanager.h"

#include <QWidget>

class QLabel;
class QTableView;

namespace peregrine {

class BatchPreview;

/// The first jobs of a batch in a table, and how many more there are.
class PreviewPane : public QWidget
{
    Q_OBJECT

public:
    explicit PreviewPane(QWidget *parent = nullptr);

    void setJobs(const VariationPlan &plan, const QList<JobRequest> &requests);
    void clear();

private:
    BatchPreview *m_preview;
    QTableView *m_table;
    QLabel *m_more;
};

} // namespace peregrine
