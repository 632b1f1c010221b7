#pragma once

#include "core/catalog/modelcard.h"

#include <QAbstractListModel>
#include <QCache>
#include <QHash>
#include <QList>
#include <QPixmap>
#include <QUrl>

namespace peregrine {

/// The catalogue's models as a list for views.
class ModelListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        CardRole = Qt::UserRole + 1, ///< ModelCard
        PictureRole, ///< QPixmap; null until it is there
        ShelfRole, ///< Shelf
    };
    /// Where a person would look for it first.
    enum class Shelf { Recent, Favorites, Others };

    static constexpr int maxPictures = 400;

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

    /// Models that stay keep their rows, so that a view keeps its place while pages come in.
    void setModels(const QList<ModelCard> &models);
    void setFavorite(const EndpointId &endpoint, bool favorite);
    /// Those opened last, the newest first.
    void setRecent(const QList<EndpointId> &recent);

    /// Of every model whose thumbnail it is.
    void setPicture(const QUrl &thumbnail, const QPixmap &picture);

    [[nodiscard]] const QList<ModelCard> &models() const { return m_models; }
    /// Null when it is not in the list.
    [[nodiscard]] const ModelCard *find(const EndpointId &endpoint) const;
    /// -1 when it is not in the list.
    [[nodiscard]] int rowOf(const EndpointId &endpoint) const;
    /// 0 for the one opened last; -1 when it was not.
    [[nodiscard]] int recentRank(const EndpointId &endpoint) const;
    /// Lower comes first: those opened last in their order, then favourites, then the others.
    [[nodiscard]] int shelfRank(const ModelCard &card) const;
    [[nodiscard]] Shelf shelfOf(const ModelCard &card) const;

Q_SIGNALS:
    /// models() are others; before the views hear of it by rows.
    void modelsSet();

private:
    QList<ModelCard> m_models;
    QHash<EndpointId, int> m_rows;
    QHash<EndpointId, int> m_recent;
    /// Those on show and near; far ones are dropped and asked for again.
    QCache<QUrl, QPixmap> m_pictures{maxPictures};
};

} // namespace peregrine

Q_DECLARE_METATYPE(peregrine::ModelListModel::Shelf)
