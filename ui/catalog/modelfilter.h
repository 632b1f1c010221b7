#pragma once

#include "core/catalog/modelsearch.h"
#include "ui/catalog/modelcounts.h"
#include "ui/catalog/modelcriteria.h"

#include <QCollator>
#include <QHash>
#include <QList>
#include <QSortFilterProxyModel>

namespace peregrine {

class ModelListModel;

/// The models that meet the criteria. Deprecated ones come last whatever the order. With
/// setShelfFirst() those used lately come first, then the favourites, while no word is typed.
class ModelFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    /// The model must outlive it.
    explicit ModelFilter(ModelListModel &models, QObject *parent = nullptr);

    void setCriteria(const ModelCriteria &criteria);
    [[nodiscard]] const ModelCriteria &criteria() const { return m_criteria; }
    void setWords(const QString &words);
    void setShelfFirst(bool first);

    /// What each part of the catalogue would show with these words and this filter.
    [[nodiscard]] ModelCounts counts() const;
    [[nodiscard]] ModelCard cardAt(const QModelIndex &index) const;
    /// The row that shows it; invalid when none does.
    [[nodiscard]] QModelIndex indexOf(const EndpointId &endpoint) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    void takeModels();
    /// The words and the filter; not the part of the catalogue.
    [[nodiscard]] bool meetsCriteria(int row) const;
    [[nodiscard]] bool isBefore(const ModelCard &left, const ModelCard &right) const;

    ModelListModel &m_models;
    ModelSearch m_search;
    ModelCriteria m_criteria;
    /// Of each row of the model for the words.
    QList<int> m_scores;
    /// How many models are paid by a unit: the usual ones come first.
    QHash<QString, int> m_units;
    QCollator m_names;
    bool m_shelfFirst = false;
};

} // namespace peregrine
