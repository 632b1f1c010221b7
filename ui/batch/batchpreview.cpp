#include "ui/batch/batchpreview.h"

#include "core/base/json.h"

#include <utility>

namespace peregrine {

namespace {

QString titleOf(const JobRequest &request)
{
    Job job;
    job.input = request.input;
    return job.title();
}

/// The input as it is sent, for a look at the details.
QString inputOf(const JobRequest &request)
{
    constexpr qsizetype enough = 1500;
    QString text;
    for (auto it = request.input.begin(); it != request.input.end(); ++it) {
        text += it.key() + QStringLiteral(": ") + QString::fromUtf8(toJson(it.value())).left(200)
            + u'\n';
        if (text.size() > enough)
            break;
    }
    return text.trimmed();
}

} // namespace

void BatchPreview::setJobs(const VariationPlan &plan, const QList<JobRequest> &requests)
{
    beginResetModel();
    m_plan = plan;
    m_requests = requests.mid(0, mostRows);
    endResetModel();
}

void BatchPreview::clear()
{
    setJobs({}, {});
}

int BatchPreview::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_requests.size());
}

int BatchPreview::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || m_requests.isEmpty() ? 0 : static_cast<int>(m_plan.axes.size()) + 1;
}

QVariant BatchPreview::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const JobRequest &request = m_requests.at(index.row());
    if (role == Qt::ToolTipRole)
        return inputOf(request);
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == m_plan.axes.size())
        return titleOf(request);
    return m_plan.axes.at(index.column()).stops.at(request.batchPlace.at(index.column())).label;
}

QVariant BatchPreview::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (role != Qt::DisplayRole || orientation == Qt::Vertical)
        return {};
    return section == m_plan.axes.size() ? tr("What is sent") : m_plan.axes.at(section).title;
}

} // namespace peregrine
