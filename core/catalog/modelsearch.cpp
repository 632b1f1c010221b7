#include "core/catalog/modelsearch.h"

#include "core/base/textmatch.h"

#include <QStringList>

#include <algorithm>

namespace peregrine {

namespace {

// Where a word is found weighs more than how well.
constexpr int inTitle = 300;
constexpr int inId = 200;
constexpr int inKind = 100;

int weighed(int match, int weight)
{
    return match == NoMatch ? 0 : match + weight;
}

} // namespace

void ModelSearch::setModels(const QList<ModelCard> &models)
{
    m_texts.clear();
    m_texts.reserve(models.size());
    for (const ModelCard &card : models) {
        const QStringList kind =
            QStringList{card.category, card.familyKey, card.familyLabel} + card.tags;
        m_texts.append({foldedForMatch(card.title), foldedForMatch(card.endpoint.toString()),
                        foldedForMatch(kind.join(QLatin1Char('\n'))),
                        foldedForMatch(card.description)});
    }
}

int ModelSearch::exactScore(const QString &word, const Texts &texts)
{
    const int title = weighed(matchExactly(word, texts.title), inTitle);
    if (title > 0)
        return title;
    const int name = std::max(weighed(matchExactly(word, texts.id), inId),
                              weighed(matchExactly(word, texts.kind), inKind));
    return name > 0 ? name : matchExactly(word, texts.description);
}

int ModelSearch::looseScore(const QString &word, const Texts &texts)
{
    return std::max({weighed(matchLoosely(word, texts.title), inTitle),
                     weighed(matchLoosely(word, texts.id), inId), exactScore(word, texts)});
}

QList<int> ModelSearch::scores(const QString &words) const
{
    const QStringList list =
        foldedForMatch(words).simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (list.isEmpty())
        return QList<int>(m_texts.size(), 1);
    const auto scoreAll = [this, &list](int (*score)(const QString &, const Texts &)) {
        QList<int> all;
        all.reserve(m_texts.size());
        for (const Texts &texts : m_texts) {
            int sum = 0;
            for (const QString &word : list) {
                const int one = score(word, texts);
                sum = one == 0 ? 0 : sum + one;
                if (one == 0)
                    break;
            }
            all.append(sum);
        }
        return all;
    };
    QList<int> all = scoreAll(&ModelSearch::exactScore);
    const bool none = std::all_of(all.cbegin(), all.cend(), [](int score) { return score == 0; });
    return none ? scoreAll(&ModelSearch::looseScore) : all;
}

} // namespace peregrine
