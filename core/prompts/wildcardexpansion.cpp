#include "core/prompts/wildcardexpansion.h"

#include <QCoreApplication>

namespace peregrine {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::WildcardExpansion)
};

/// Lists inside lists: as many as anybody writes.
constexpr qsizetype deepest = 20;
/// Choices may come to nothing without end, so length alone is no bound.
constexpr int mostSteps = 100'000;

class Expander
{
public:
    Expander(const WildcardLists &lists, WildcardRandom &random)
        : m_lists(lists)
        , m_random(random)
    { }

    bool append(const QList<WildcardPart> &parts)
    {
        for (const WildcardPart &part : parts) {
            if (++m_steps > mostSteps || text.size() > maxExpandedLength) {
                problem = Text::tr("The wildcards make the prompt longer than %n character(s).",
                                   nullptr, static_cast<int>(maxExpandedLength));
                return false;
            }
            if (!append(part))
                return false;
        }
        return true;
    }

    QString text;
    QString problem;

private:
    bool append(const WildcardPart &part)
    {
        if (part.kind == WildcardPart::Kind::Choice) {
            double weights = 0;
            for (const WildcardOption &option : part.options)
                weights += option.weight;
            return appendOne(part.options, weights);
        }
        const WildcardLists::List *list =
            part.kind == WildcardPart::Kind::List ? m_lists.find(part.name) : nullptr;
        if (!list) {
            text += part.text;
            return true;
        }
        const QString name = part.name.toCaseFolded();
        if (m_inside.contains(name) || m_inside.size() == deepest) {
            problem = Text::tr("The wildcard list “%1” leads back to itself, or lists are nested "
                               "too deep. Change the file of that name in the wildcards folder.")
                          .arg(part.name);
            return false;
        }
        m_inside.append(name);
        const bool done = appendOne(list->options, list->weights);
        m_inside.removeLast();
        return done;
    }

    /// Options of weight 0 are never taken; without any other there is nothing.
    bool appendOne(const QList<WildcardOption> &options, double weights)
    {
        double at = m_random.next() * weights;
        const WildcardOption *taken = nullptr;
        for (const WildcardOption &option : options) {
            if (option.weight <= 0)
                continue;
            taken = &option;
            at -= option.weight;
            if (at < 0)
                break;
        }
        return !taken || append(taken->parts);
    }

    const WildcardLists &m_lists;
    WildcardRandom &m_random;
    QStringList m_inside;
    int m_steps = 0;
};

} // namespace

Expected<QString, Error> expandWildcards(const WildcardTemplate &text, const WildcardLists &lists,
                                         WildcardRandom &random)
{
    Expander expander(lists, random);
    if (expander.append(text.parts) && expander.text.size() <= maxExpandedLength)
        return expander.text;
    Error error;
    error.kind = Error::Kind::Validation;
    error.message = expander.problem;
    return Unexpected{error};
}

} // namespace peregrine
