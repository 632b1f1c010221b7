#include "core/batch/wildcardcombinations.h"

#include "core/prompts/wildcardexpansion.h"

#include <QCoreApplication>
#include <QLocale>
#include <QSet>

namespace peregrine {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::WildcardCombinations)
};

constexpr qsizetype deepest = 20;
/// Characters of all texts together.
constexpr qsizetype maxCharacters = 20'000'000;

class Combiner
{
public:
    Combiner(const WildcardLists &lists, qsizetype most)
        : m_lists(lists)
        , m_most(most)
    { }

    /// Every text of the parts; empty when there is a problem.
    QStringList of(const QList<WildcardPart> &parts)
    {
        QStringList texts{QString()};
        for (const WildcardPart &part : parts) {
            texts = followedBy(texts, of(part));
            if (!problem.isEmpty())
                return {};
        }
        return texts;
    }

    QString problem;

private:
    QStringList of(const WildcardPart &part)
    {
        if (part.kind == WildcardPart::Kind::Choice)
            return of(part.options);
        const WildcardLists::List *list =
            part.kind == WildcardPart::Kind::List ? m_lists.find(part.name) : nullptr;
        if (!list)
            return {part.text};
        const QString name = part.name.toCaseFolded();
        if (m_inside.contains(name) || m_inside.size() == deepest) {
            problem = Words::tr("The wildcard list “%1” leads back to itself, or lists are nested "
                                "too deep. Change the file of that name in the wildcards folder.")
                          .arg(part.name);
            return {};
        }
        m_inside.append(name);
        const QStringList texts = of(list->options);
        m_inside.removeLast();
        return texts;
    }

    QStringList of(const QList<WildcardOption> &options)
    {
        QStringList texts;
        QSet<QString> seen;
        for (const WildcardOption &option : options) {
            if (option.weight <= 0)
                continue;
            const QStringList more = of(option.parts);
            if (!problem.isEmpty())
                return {};
            for (const QString &text : more) {
                if (seen.contains(text))
                    continue;
                seen.insert(text);
                texts.append(text);
            }
            if (isTooMany(texts.size()))
                return {};
        }
        return texts.isEmpty() ? QStringList{QString()} : texts;
    }

    QStringList followedBy(const QStringList &beginnings, const QStringList &endings)
    {
        if (!problem.isEmpty() || isTooMany(beginnings.size() * endings.size()))
            return {};
        QStringList texts;
        QSet<QString> seen;
        qsizetype characters = 0;
        for (const QString &beginning : beginnings) {
            for (const QString &ending : endings) {
                const QString text = beginning + ending;
                characters += text.size();
                if (text.size() > maxExpandedLength || characters > maxCharacters) {
                    problem = Words::tr("The wildcards make the prompts too long.");
                    return {};
                }
                if (seen.contains(text))
                    continue;
                seen.insert(text);
                texts.append(text);
            }
        }
        return texts;
    }

    bool isTooMany(qsizetype count)
    {
        if (count <= m_most)
            return false;
        problem = Words::tr("The wildcards of the prompt give more than %1 texts. Take fewer "
                            "options, or let each run choose among them by chance.")
                      .arg(QLocale().toString(m_most));
        return true;
    }

    const WildcardLists &m_lists;
    const qsizetype m_most;
    QStringList m_inside;
};

} // namespace

Expected<QStringList, Error> wildcardCombinations(const WildcardTemplate &text,
                                                  const WildcardLists &lists, qsizetype most)
{
    Combiner combiner(lists, most);
    QStringList texts = combiner.of(text.parts);
    if (combiner.problem.isEmpty())
        return texts;
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = combiner.problem;
    return Unexpected{error};
}

} // namespace peregrine
