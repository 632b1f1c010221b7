#include "ui/catalog/modelfilter.h"

#include "ui/catalog/modellistmodel.h"

namespace peregrine {

ModelFilter::ModelFilter(ModelListModel &models, QObject *parent)
    : QSortFilterProxyModel(parent)
    , m_models(models)
{
    m_names.setCaseSensitivity(Qt::CaseInsensitive);
    m_names.setNumericMode(true);
    // Before the proxy's own connections, which filter the new rows at once.
    connect(&models, &ModelListModel::modelsSet, this, &ModelFilter::takeModels);
    takeModels();
    setSourceModel(&models);
    sort(0);
}

void ModelFilter::takeModels()
{
    m_search.setModels(m_models.models());
    m_scores = m_search.scores(m_criteria.words);
    m_units.clear();
    for (const ModelCard &card : m_models.models()) {
        if (card.price)
            ++m_units[card.price->unit];
    }
}

void ModelFilter::setCriteria(const ModelCriteria &criteria)
{
    if (criteria == m_criteria)
        return;
    if (criteria.words != m_criteria.words)
        m_scores = m_search.scores(criteria.words);
    m_criteria = criteria;
    invalidate();
}

void ModelFilter::setWords(const QString &words)
{
    ModelCriteria criteria = m_criteria;
    criteria.words = words.simplified();
    setCriteria(criteria);
}

void ModelFilter::setShelfFirst(bool first)
{
    m_shelfFirst = first;
    invalidate();
}

ModelCard ModelFilter::cardAt(const QModelIndex &index) const
{
    return index.isValid() ? m_models.models().at(mapToSource(index).row()) : ModelCard();
}

QModelIndex ModelFilter::indexOf(const EndpointId &endpoint) const
{
    const int row = m_models.rowOf(endpoint);
    return row < 0 ? QModelIndex() : mapFromSource(m_models.index(row));
}

bool ModelFilter::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    Q_UNUSED(parent)
    const ModelCard &card = m_models.models().at(row);
    using Shelf = ModelCriteria::Shelf;
    if (m_criteria.shelf == Shelf::Favorites && !card.favorite)
        return false;
    if (m_criteria.shelf == Shelf::Recent && m_models.recentRank(card.endpoint) < 0)
        return false;
    const bool onShelf = m_criteria.shelf != Shelf::All || m_shelfFirst;
    if (!card.isListed && !onShelf && m_criteria.words.isEmpty())
        return false;
    if (m_criteria.category && card.category != *m_criteria.category)
        return false;
    return meetsCriteria(row);
}

bool ModelFilter::meetsCriteria(int row) const
{
    const ModelCard &card = m_models.models().at(row);
    if ((m_criteria.commercialOnly && card.license != u"commercial")
        || (m_criteria.withoutDeprecated && card.status == ModelCard::Status::Deprecated)
        || (m_criteria.realtimeOnly && !card.hasRealtime)
        || (m_criteria.streamOnly && !card.streamUrl.isValid()))
        return false;
    return m_scores.value(row) > 0;
}

ModelCounts ModelFilter::counts() const
{
    ModelCounts counts;
    const QList<ModelCard> &models = m_models.models();
    for (int row = 0; row < int(models.size()); ++row) {
        if (!meetsCriteria(row))
            continue;
        const ModelCard &card = models.at(row);
        counts.favorites += card.favorite ? 1 : 0;
        counts.recent += m_models.recentRank(card.endpoint) >= 0 ? 1 : 0;
        if (!card.isListed && m_criteria.words.isEmpty())
            continue;
        ++counts.all;
        ++counts.categories[card.category];
    }
    return counts;
}

bool ModelFilter::isBefore(const ModelCard &left, const ModelCard &right) const
{
    switch (m_criteria.order) {
    case ModelCriteria::Order::Relevance:
        return false;
    case ModelCriteria::Order::Name:
        return m_names.compare(left.title, right.title) < 0;
    case ModelCriteria::Order::Newest: {
        const QDateTime &a = left.publishedAt.isValid() ? left.publishedAt : left.updatedAt;
        const QDateTime &b = right.publishedAt.isValid() ? right.publishedAt : right.updatedAt;
        return a.isValid() && (!b.isValid() || a > b);
    }
    case ModelCriteria::Order::Price: {
        const bool hasLeft = left.price && left.price->amount > 0;
        const bool hasRight = right.price && right.price->amount > 0;
        if (!hasLeft || !hasRight)
            return hasLeft && !hasRight;
        if (left.price->unit != right.price->unit) {
            const int usualLeft = m_units.value(left.price->unit);
            const int usualRight = m_units.value(right.price->unit);
            return usualLeft != usualRight ? usualLeft > usualRight
                                           : left.price->unit < right.price->unit;
        }
        return left.price->amount < right.price->amount;
    }
    }
    Q_UNREACHABLE();
}

bool ModelFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const ModelCard &a = m_models.models().at(left.row());
    const ModelCard &b = m_models.models().at(right.row());
    using Shelf = ModelCriteria::Shelf;
    const bool byShelf = m_criteria.words.isEmpty()
        && (m_shelfFirst
            || (m_criteria.shelf == Shelf::Recent
                && m_criteria.order == ModelCriteria::Order::Relevance));
    if (byShelf) {
        const int rankA = m_models.shelfRank(a);
        const int rankB = m_models.shelfRank(b);
        if (rankA != rankB)
            return rankA < rankB;
    }
    if (a.status != b.status)
        return a.status == ModelCard::Status::Active;
    if (m_criteria.order == ModelCriteria::Order::Relevance) {
        const int scoreA = m_scores.value(left.row());
        const int scoreB = m_scores.value(right.row());
        return scoreA != scoreB ? scoreA > scoreB : left.row() < right.row();
    }
    if (isBefore(a, b))
        return true;
    return !isBefore(b, a) && left.row() < right.row();
}

} // namespace peregrine
