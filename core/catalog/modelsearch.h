#pragma once

#include "core/catalog/modelcard.h"

#include <QList>
#include <QString>

namespace peregrine {

/// Finds models by what a person types: every word has to be somewhere in a model's title, id,
/// family, category, tags or description. When no model has them as they are, letters may be left
/// out or misspelt in title and id. Quick enough for thousands of models at each key.
class ModelSearch
{
public:
    void setModels(const QList<ModelCard> &models);

    /// For each model in the order of setModels(): 0 when it does not fit, more the better it does.
    /// Without words all fit equally.
    [[nodiscard]] QList<int> scores(const QString &words) const;

private:
    /// Folded.
    struct Texts
    {
        QString title;
        QString id;
        /// The id without its owner.
        QString name;
        QString kind;
        QString description;
    };

    [[nodiscard]] static int exactScore(const QString &word, const Texts &texts);
    [[nodiscard]] static int looseScore(const QString &word, const Texts &texts);

    QList<Texts> m_texts;
};

} // namespace peregrine
