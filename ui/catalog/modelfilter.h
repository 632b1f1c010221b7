#pragma once

#include "core/catalog/modelcard.h"

#include <QSortFilterProxyModel>
#include <QStringList>

#include <optional>

namespace peregrine {

class ModelListModel;

/// The models that have all the words somewhere, are of a category, or are favourites. Those that
/// have the words in their title come first, deprecated ones last; else the catalogue's order.
class ModelFilter : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    /// The model must outlive it.
    explicit ModelFilter(ModelListModel &models, QObject *parent = nullptr);

    void setWords(const QString &words);
    [[nodiscard]] QString words() const { return m_words.join(QLatin1Char(' ')); }
    /// None: all categories.
    void setCategory(const std::optional<QString> &category);
    void setFavoritesOnly(bool only);

    [[nodiscard]] ModelCard cardAt(const QModelIndex &index) const;

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;
    [[nodiscard]] bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;

private:
    [[nodiscard]] bool isIn(const QString &text) const;
    [[nodiscard]] int rank(const ModelCard &card) const;

    ModelListModel &m_models;
    QStringList m_words;
    std::optional<QString> m_category;
    bool m_favoritesOnly = false;
};

} // namespace peregrine
