#pragma once

#include "core/catalog/modelcard.h"
#include "ui/catalog/modelcounts.h"
#include "ui/catalog/modelcriteria.h"

#include <QList>
#include <QListWidget>

namespace peregrine {

/// The parts of the catalogue, each with how many models of it are found: all, favourites, those
/// opened last, and fal's categories by name.
class CategoryList : public QListWidget
{
    Q_OBJECT

public:
    explicit CategoryList(QWidget *parent = nullptr);

    /// Makes a part of each category. The chosen part stays chosen while it is there.
    void setModels(const QList<ModelCard> &models);
    void setCounts(const ModelCounts &counts);
    /// Into the criteria of what is chosen.
    void apply(ModelCriteria &criteria) const;

private:
    void add(const QString &text, ModelCriteria::Shelf shelf,
             const std::optional<QString> &category);
};

} // namespace peregrine
