#include "ui/catalog/modellistmodel.h"

#include "ui/catalog/modeltext.h"

#include <utility>

namespace peregrine {

int ModelListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_models.size());
}

QVariant ModelListModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const ModelCard &card = m_models.at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return card.title;
    case Qt::AccessibleTextRole:
        return modeltext::spoken(card);
    case CardRole:
        return QVariant::fromValue(card);
    case PictureRole: {
        const QPixmap *picture = m_pictures.object(card.thumbnailUrl);
        return picture ? QVariant(*picture) : QVariant();
    }
    case ShelfRole:
        return QVariant::fromValue(shelfOf(card));
    default:
        return {};
    }
}

void ModelListModel::setModels(const QList<ModelCard> &models)
{
    QList<ModelCard> unique;
    QHash<EndpointId, int> rows;
    for (const ModelCard &card : models) {
        if (rows.contains(card.endpoint))
            continue;
        rows.insert(card.endpoint, int(unique.size()));
        unique.append(card);
    }
    qsizetype same = 0;
    while (same < qMin(unique.size(), m_models.size())
           && unique.at(same).endpoint == m_models.at(same).endpoint)
        ++same;
    if (same < m_models.size()) {
        beginRemoveRows({}, int(same), int(m_models.size()) - 1);
        for (qsizetype row = same; row < m_models.size(); ++row)
            m_rows.remove(m_models.at(row).endpoint);
        m_models.remove(same, m_models.size() - same);
        Q_EMIT modelsSet();
        endRemoveRows();
    }
    QList<int> changed;
    for (int row = 0; row < int(same); ++row) {
        if (m_models.at(row) != unique.at(row))
            changed.append(row);
    }
    if (same < unique.size())
        beginInsertRows({}, int(same), int(unique.size()) - 1);
    const bool grows = same < unique.size();
    m_models = std::move(unique);
    m_rows = std::move(rows);
    Q_EMIT modelsSet();
    if (grows)
        endInsertRows();
    if (!changed.isEmpty())
        Q_EMIT dataChanged(index(changed.constFirst()), index(changed.constLast()));
}

void ModelListModel::setFavorite(const EndpointId &endpoint, bool favorite)
{
    const int row = rowOf(endpoint);
    if (row < 0 || m_models.at(row).favorite == favorite)
        return;
    m_models[row].favorite = favorite;
    Q_EMIT dataChanged(index(row), index(row));
}

void ModelListModel::setRecent(const QList<EndpointId> &recent)
{
    QHash<EndpointId, int> ranks;
    for (const EndpointId &endpoint : recent)
        ranks.insert(endpoint, int(ranks.size()));
    if (ranks == m_recent)
        return;
    const QHash<EndpointId, int> before = std::exchange(m_recent, ranks);
    for (const QHash<EndpointId, int> &list : {before, ranks}) {
        for (auto entry = list.cbegin(); entry != list.cend(); ++entry) {
            const int row = rowOf(entry.key());
            if (row >= 0)
                Q_EMIT dataChanged(index(row), index(row));
        }
    }
}

void ModelListModel::setPicture(const QUrl &thumbnail, const QPixmap &picture)
{
    m_pictures.insert(thumbnail, new QPixmap(picture));
    for (int row = 0; row < int(m_models.size()); ++row) {
        if (m_models.at(row).thumbnailUrl == thumbnail)
            Q_EMIT dataChanged(index(row), index(row), {PictureRole});
    }
}

const ModelCard *ModelListModel::find(const EndpointId &endpoint) const
{
    const int row = rowOf(endpoint);
    return row < 0 ? nullptr : &m_models.at(row);
}

int ModelListModel::rowOf(const EndpointId &endpoint) const
{
    return m_rows.value(endpoint, -1);
}

int ModelListModel::recentRank(const EndpointId &endpoint) const
{
    return m_recent.value(endpoint, -1);
}

int ModelListModel::shelfRank(const ModelCard &card) const
{
    const int recent = recentRank(card.endpoint);
    const int firstFavorite = int(m_recent.size());
    if (recent >= 0)
        return recent;
    return card.favorite ? firstFavorite : firstFavorite + 1;
}

ModelListModel::Shelf ModelListModel::shelfOf(const ModelCard &card) const
{
    if (recentRank(card.endpoint) >= 0)
        return Shelf::Recent;
    return card.favorite ? Shelf::Favorites : Shelf::Others;
}

} // namespace peregrine
