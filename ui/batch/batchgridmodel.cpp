#include "ui/batch/batchgridmodel.h"

#include <algorithm>
#include <utility>

namespace peregrine {

namespace {

/// Bytes of pictures in memory.
constexpr int pictureBudget = 96 * 1024 * 1024;

} // namespace

BatchGridModel::BatchGridModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_pictures(pictureBudget)
{ }

void BatchGridModel::setContent(const BatchContent &content)
{
    beginResetModel();
    m_batch = content.batch;
    m_arrangement = GridArrangement::of(m_batch.plan);
    m_jobs.clear();
    m_places.clear();
    m_assets.clear();
    for (const Job &job : content.jobs)
        place(job);
    for (const Asset &asset : content.assets)
        m_assets[asset.job].append(asset);
    count();
    m_shape = {1, 1};
    m_hasShape = false;
    endResetModel();
    takeShape(content.assets);
    Q_EMIT countsChanged();
}

void BatchGridModel::place(const Job &job)
{
    if (job.batch != m_batch.id || !m_batch.plan.has(job.batchPlace))
        return;
    const auto there = m_jobs.constFind(job.batchPlace);
    if (there != m_jobs.cend() && job.id < there->id)
        return;
    m_jobs.insert(job.batchPlace, job);
    m_places.insert(job.id, job.batchPlace);
}

void BatchGridModel::update(const QList<Job> &jobs)
{
    bool isChanged = false;
    for (const Job &job : jobs) {
        if (job.batch != m_batch.id)
            continue;
        place(job);
        announce(job.batchPlace);
        isChanged = true;
    }
    if (!isChanged)
        return;
    count();
    Q_EMIT countsChanged();
}

void BatchGridModel::addAssets(const QList<Asset> &assets)
{
    for (const Asset &asset : assets) {
        const auto at = m_places.constFind(asset.job);
        if (at == m_places.cend())
            continue;
        QList<Asset> &known = m_assets[asset.job];
        known.removeIf([&asset](const Asset &other) { return other.id == asset.id; });
        known.insert(
            std::upper_bound(known.cbegin(), known.cend(), asset,
                             [](const Asset &a, const Asset &b) { return a.index < b.index; }),
            asset);
        announce(*at);
    }
    takeShape(assets);
}

void BatchGridModel::takeShape(const QList<Asset> &assets)
{
    for (const Asset &asset : assets) {
        if (m_hasShape || asset.size.isEmpty() || !m_places.contains(asset.job))
            continue;
        m_hasShape = true;
        m_shape = asset.size;
        Q_EMIT shapeChanged();
    }
}

void BatchGridModel::removeAssets(const QList<AssetId> &ids)
{
    for (auto it = m_assets.begin(); it != m_assets.end(); ++it) {
        const qsizetype removed =
            it->removeIf([&ids](const Asset &asset) { return ids.contains(asset.id); });
        if (removed > 0)
            announce(m_places.value(it.key()));
    }
}

void BatchGridModel::setThumbnail(const AssetId &id, const QPixmap &picture)
{
    const auto bytes = static_cast<qsizetype>(picture.width()) * picture.height() * 4;
    m_pictures.insert(id.toString(), new QPixmap(picture), std::max<qsizetype>(bytes, 1));
    for (auto it = m_assets.cbegin(); it != m_assets.cend(); ++it) {
        if (!it->isEmpty() && it->constFirst().id == id)
            announce(m_places.value(it.key()));
    }
}

void BatchGridModel::setArrangement(const GridArrangement &arrangement)
{
    if (arrangement == m_arrangement)
        return;
    beginResetModel();
    m_arrangement = arrangement;
    endResetModel();
}

void BatchGridModel::count()
{
    m_counts = {};
    m_counts.all = static_cast<int>(m_batch.plan.count());
    for (const Job &job : std::as_const(m_jobs)) {
        switch (cellStateOf(job.state)) {
        case GridCell::State::Waiting:
            ++m_counts.waiting;
            break;
        case GridCell::State::Running:
            ++m_counts.running;
            break;
        case GridCell::State::Done:
            ++m_counts.done;
            break;
        case GridCell::State::Failed:
            ++m_counts.failed;
            break;
        case GridCell::State::Canceled:
            ++m_counts.canceled;
            break;
        case GridCell::State::Unknown:
            ++m_counts.unknown;
            break;
        case GridCell::State::Absent:
            break;
        }
    }
}

QList<JobId> BatchGridModel::jobsIn(const QList<GridCell::State> &states) const
{
    QList<JobId> ids;
    for (qsizetype i = 0; i < m_batch.plan.count(); ++i) {
        const auto job = m_jobs.constFind(m_batch.plan.placeOf(i));
        if (job != m_jobs.cend() && states.contains(cellStateOf(job->state)))
            ids.append(job->id);
    }
    return ids;
}

GridCell BatchGridModel::cell(const QList<int> &place) const
{
    GridCell cell;
    if (!m_batch.plan.has(place))
        return cell;
    cell.placeWords = m_batch.plan.words(place);
    if (m_arrangement.isWrapped() && m_arrangement.across >= 0) {
        const VariationAxis &axis = m_batch.plan.axes.at(m_arrangement.across);
        cell.label = axis.stops.at(place.at(m_arrangement.across)).label;
    }
    const auto job = m_jobs.constFind(place);
    if (job == m_jobs.cend())
        return cell;
    cell.job = job->id;
    cell.state = cellStateOf(job->state);
    cell.progress = job->progress;
    if (job->error)
        cell.problem = job->error->message;
    const QList<Asset> assets = m_assets.value(job->id);
    cell.results = static_cast<int>(assets.size());
    if (!assets.isEmpty())
        cell.asset = assets.constFirst();
    return cell;
}

GridCell BatchGridModel::cell(const QModelIndex &index) const
{
    return index.isValid() ? cell(m_arrangement.placeAt(m_batch.plan, index.row(), index.column()))
                           : GridCell();
}

QModelIndex BatchGridModel::indexOf(const QList<int> &place) const
{
    if (!m_batch.plan.has(place) || m_arrangement.across < 0)
        return {};
    const QList<int> pages = m_arrangement.pageAxes(m_batch.plan);
    for (const int axis : pages) {
        if (place.at(axis) != m_arrangement.page.at(axis))
            return {};
    }
    const int across = place.at(m_arrangement.across);
    if (!m_arrangement.isWrapped())
        return index(place.at(m_arrangement.down), across);
    const int columns = columnCount();
    return index(across / columns, across % columns);
}

void BatchGridModel::announce(const QList<int> &place)
{
    const QModelIndex at = indexOf(place);
    if (at.isValid())
        Q_EMIT dataChanged(at, at);
}

int BatchGridModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_arrangement.rowCount(m_batch.plan);
}

int BatchGridModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_arrangement.columnCount(m_batch.plan);
}

QVariant BatchGridModel::pictureOf(const GridCell &cell) const
{
    if (!cell.asset)
        return {};
    const QString key = cell.asset->id.toString();
    if (const QPixmap *picture = m_pictures.object(key)) {
        m_wanted.remove(key);
        return *picture;
    }
    if (!m_wanted.contains(key)) {
        m_wanted.insert(key);
        Q_EMIT thumbnailWanted(*cell.asset);
    }
    return {};
}

QVariant BatchGridModel::data(const QModelIndex &index, int role) const
{
    const GridCell at = cell(index);
    if (at.placeWords.isEmpty())
        return {};
    switch (role) {
    case CellRole:
        return QVariant::fromValue(at);
    case Qt::DecorationRole:
        return pictureOf(at);
    case Qt::AccessibleTextRole:
        //: a cell of a grid: where it is, and what has become of it
        return tr("%1: %2").arg(at.placeWords, cellWords(at.state));
    case Qt::ToolTipRole:
        return at.problem.isEmpty()
            ? tr("%1\n%2").arg(at.placeWords, cellWords(at.state))
            : tr("%1\n%2: %3").arg(at.placeWords, cellWords(at.state), at.problem);
    default:
        return {};
    }
}

QVariant BatchGridModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if ((role != Qt::DisplayRole && role != Qt::ToolTipRole) || m_arrangement.isWrapped())
        return {};
    const int axis = orientation == Qt::Horizontal ? m_arrangement.across : m_arrangement.down;
    const QList<VariationStop> &stops = m_batch.plan.axes.at(axis).stops;
    return section < stops.size() ? QVariant(stops.at(section).label) : QVariant();
}

Qt::ItemFlags BatchGridModel::flags(const QModelIndex &index) const
{
    const bool isCell = index.isValid()
        && !m_arrangement.placeAt(m_batch.plan, index.row(), index.column()).isEmpty();
    return isCell ? Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren
                  : Qt::NoItemFlags;
}

} // namespace peregrine
