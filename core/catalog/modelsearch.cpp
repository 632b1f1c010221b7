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
constexpr int wholeName = 150;

int weighed(int match, int weight)
{
    return match == NoMatch ? 0 : match + weight;
}

/// How much of a name the words are, 0..1: of "flux lora" and "flux 2 lora gallery" people who look
/// for "flux lora" mean the first.
double coverage(const QStringList &words, const QString &name)
{
    const auto letters = std::count_if(
        name.cbegin(), name.cend(), [](QChar character) { return character.isLetterOrNumber(); });
    if (letters == 0)
        return 0;
    qsizetype covered = 0;
    for (const QString &word : words)
        covered += name.contains(word) ? word.size() : 0;
    return std::min(1.0, double(covered) / double(letters));
}

} // namespace

void ModelSearch::setModels(const QList<ModelCard> &models)
{
    m_texts.clear();
    m_texts.reserve(models.size());
    for (const ModelCard &card : models) {
        const QStringList kind =
            QStringList{card.category, card.familyKey, card.familyLabel} + card.tags;
        const QString id = foldedForMatch(card.endpoint.toString());
        m_texts.append({foldedForMatch(card.title), id, id.section(QLatin1Char('/'), 1),
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
            if (sum > 0)
                sum += qRound(wholeName
                              * std::max(coverage(list, texts.title), coverage(list, texts.name)));
            all.append(sum);
        }
        return all;
    };
    QList<int> all = scoreAll(&ModelSearch::exactScore);
    const bool none = std::all_of(all.cbegin(), all.cend(), [](int score) { return score == 0; });
    return none ? scoreAll(&ModelSearch::looseScore) : all;
}

} // namespace peregrine
