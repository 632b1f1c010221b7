#pragma once

#include "core/catalog/modelcard.h"
#include "ui/catalog/modelcriteria.h"

#include <QList>
#include <QListWidget>

namespace peregrine {

/// The parts of the catalogue, each with how many models are in it: all, favourites, those opened
/// last, and fal's categories by name.
class CategoryList : public QListWidget
{
    Q_OBJECT

public:
    explicit CategoryList(QWidget *parent = nullptr);

    /// The chosen part stays chosen while it is there.
    void setModels(const QList<ModelCard> &models, int recentCount);
    /// Into the criteria of what is chosen.
    void apply(ModelCriteria &criteria) const;

private:
    void add(const QString &text, int count, ModelCriteria::Shelf shelf,
             const std::optional<QString> &category);
};

} // namespace peregrine
