#include "ui/catalog/modelfilter.h"

#include "ui/catalog/modellistmodel.h"

#include <algorithm>

namespace peregrine {

ModelFilter::ModelFilter(ModelListModel &models, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_models(models)
{
    setSourceModel(&models);
    sort(0);
}

void ModelFilter::setWords(const QString &words)
{
    const QStringList list = words.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (list == m_words)
        return;
    m_words = list;
    invalidate();
}

void ModelFilter::setCategory(const std::optional<QString> &category)
{
    m_category = category;
    invalidateFilter();
}

void ModelFilter::setFavoritesOnly(bool only)
{
    m_favoritesOnly = only;
    invalidateFilter();
}

ModelCard ModelFilter::cardAt(const QModelIndex &index) const
{
    return index.isValid() ? m_models.models().at(mapToSource(index).row()) : ModelCard();
}

bool ModelFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    const ModelCard &card = m_models.models().at(row);
    if (m_favoritesOnly && !card.favorite)
        return false;
    if (m_category && card.category != *m_category)
        return false;
    const QString text = QStringList{card.title, card.endpoint.toString(), card.category,
                                     card.tags.join(QLatin1Char(' ')), card.description}
                             .join(QLatin1Char('\n'));
    return isIn(text);
}

bool ModelFilter::isIn(const QString &text) const
{
    return std::all_of(m_words.cbegin(), m_words.cend(), [&text](const QString &word) {
        return text.contains(word, Qt::CaseInsensitive);
    });
}

int ModelFilter::rank(const ModelCard &card) const
{
    constexpr int last = 100;
    int rank = card.status == ModelCard::Status::Deprecated ? last : 0;
    if (m_words.isEmpty())
        return rank;
    if (card.title.startsWith(m_words.constFirst(), Qt::CaseInsensitive) && isIn(card.title))
        return rank;
    if (isIn(card.title))
        return rank + 1;
    return rank + (isIn(card.endpoint.toString()) ? 2 : 3);
}

bool ModelFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const int leftRank = rank(m_models.models().at(left.row()));
    const int rightRank = rank(m_models.models().at(right.row()));
    return leftRank != rightRank ? leftRank < rightRank : left.row() < right.row();
}

} // namespace peregrine
