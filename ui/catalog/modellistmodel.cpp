#include "ui/catalog/modellistmodel.h"

#include "ui/catalog/modeltext.h"

#include <QSet>

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
    default:
        return {};
    }
}

void ModelListModel::setModels(const QList<ModelCard> &models)
{
    QList<ModelCard> unique;
    QSet<EndpointId> seen;
    for (const ModelCard &card : models) {
        if (seen.contains(card.endpoint))
            continue;
        seen.insert(card.endpoint);
        unique.append(card);
    }
    qsizetype same = 0;
    while (same < qMin(unique.size(), m_models.size()) && unique.at(same) == m_models.at(same))
        ++same;
    if (same < m_models.size()) {
        beginRemoveRows({}, int(same), int(m_models.size()) - 1);
        m_models.remove(same, m_models.size() - same);
        renumber();
        endRemoveRows();
    }
    if (same < unique.size()) {
        beginInsertRows({}, int(same), int(unique.size()) - 1);
        m_models.append(unique.mid(same));
        renumber();
        endInsertRows();
    }
}

void ModelListModel::setFavorite(const EndpointId &endpoint, bool favorite)
{
    const auto row = m_rows.constFind(endpoint);
    if (row == m_rows.cend() || m_models.at(*row).favorite == favorite)
        return;
    m_models[*row].favorite = favorite;
    Q_EMIT dataChanged(index(*row), index(*row));
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
    const auto row = m_rows.constFind(endpoint);
    return row == m_rows.cend() ? nullptr : &m_models.at(*row);
}

void ModelListModel::renumber()
{
    m_rows.clear();
    for (qsizetype row = 0; row < m_models.size(); ++row)
        m_rows.insert(m_models.at(row).endpoint, int(row));
}

} // namespace peregrine
