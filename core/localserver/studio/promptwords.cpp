#include "core/localserver/studio/promptwords.h"

#include "core/localserver/studio/random.h"
#include "core/localserver/studio/vocabulary.h"

#include <algorithm>

namespace peregrine::studio {

namespace {

/// Longer prompts say nothing more to the studio, and reading them must stay quick.
constexpr int mostWords = 400;

QStringList splitWords(const QString &text)
{
    QString plain;
    plain.reserve(text.size());
    for (const QChar character : text.toLower()) {
        const bool part = character.isLetterOrNumber() || character == QLatin1Char('-');
        // A comma ends the reach of a colour or a number, so it stays as a word of its own.
        if (character == QLatin1Char(',') || character == QLatin1Char('.'))
            plain += QStringLiteral(" , ");
        else
            plain += part ? character : QLatin1Char(' ');
    }
    return plain.split(QLatin1Char(' '), Qt::SkipEmptyParts).mid(0, mostWords);
}

struct Found
{
    QList<Meaning> meanings;
    int words = 1;
    bool plural = false;
};

/// The longest phrase at this place that the vocabulary knows, plurals included.
std::optional<Found> lookUp(const QStringList &words, int at)
{
    const QHash<QString, QList<Meaning>> &known = vocabulary();
    for (int length = 3; length >= 1; --length) {
        if (at + length > words.size())
            continue;
        const QString phrase = words.mid(at, length).join(QLatin1Char(' '));
        if (const auto exact = known.constFind(phrase); exact != known.cend())
            return Found{*exact, length, phrase == QStringLiteral("people")};
        for (const char *ending : {"s", "es"}) {
            const QLatin1String suffix(ending);
            if (!phrase.endsWith(suffix) || phrase.size() < suffix.size() + 3)
                continue;
            const auto single = known.constFind(phrase.chopped(suffix.size()));
            if (single != known.cend())
                return Found{*single, length, true};
        }
    }
    return std::nullopt;
}

template <typename T> void addOnce(QList<T> &list, T value)
{
    if (!list.contains(value))
        list.append(value);
}

class Reader
{
public:
    explicit Reader(const QString &text)
        : m_words(splitWords(text))
    { }

    void read()
    {
        int at = 0;
        while (at < m_words.size()) {
            const QString &word = m_words.at(at);
            if (word == QStringLiteral(",")) {
                settleColor();
                m_count = 0;
                m_denying = false;
                ++at;
            } else if (word == QStringLiteral("no") || word == QStringLiteral("without")) {
                m_denying = true;
                ++at;
            } else if (const std::optional<Found> found = lookUp(m_words, at)) {
                for (const Meaning &meaning : found->meanings)
                    take(meaning, found->plural, at + found->words);
                at += found->words;
            } else {
                if (!isFillWord(word))
                    m_said.unknown.append(word);
                ++at;
            }
        }
        settleColor();
        m_said.fingerprint = hashText(m_words.join(QLatin1Char(' ')));
    }

    [[nodiscard]] const PromptWords &said() const { return m_said; }
    [[nodiscard]] const PromptWords &denied() const { return m_denied; }

private:
    PromptWords &target() { return m_denying ? m_denied : m_said; }

    /// A colour that no subject took belongs to the whole picture.
    void settleColor()
    {
        if (m_color)
            addOnce(target().colors, *m_color);
        m_color.reset();
    }

    /// "an orange on a table" names the fruit, "an orange cat" the colour.
    [[nodiscard]] bool namesFruit(int next) const
    {
        const QString word = m_words.value(next - 1);
        if (word == QStringLiteral("oranges"))
            return true;
        const QString follower = m_words.value(next);
        return word == QStringLiteral("orange")
            && (follower.isEmpty() || isFillWord(follower) || follower == QStringLiteral(","))
            && (m_words.value(next - 2) == QStringLiteral("an") || m_count > 0);
    }

    void take(const Meaning &meaning, bool plural, int next)
    {
        if (const auto *color = std::get_if<QColor>(&meaning)) {
            if (namesFruit(next)) {
                takeSubject(Subject::Orange, plural);
                return;
            }
            settleColor();
            m_color = *color;
        } else if (const auto *count = std::get_if<Count>(&meaning)) {
            m_count = count->value;
        } else if (const auto *subject = std::get_if<Subject>(&meaning)) {
            takeSubject(*subject, plural);
        } else if (const auto *place = std::get_if<Place>(&meaning)) {
            addOnce(target().places, *place);
        } else if (const auto *hour = std::get_if<Hour>(&meaning)) {
            // The later word is mostly the more exact one: "morning at sunrise".
            target().hour = *hour;
        } else if (const auto *weather = std::get_if<Weather>(&meaning)) {
            addOnce(target().weathers, *weather);
        } else if (const auto *season = std::get_if<Season>(&meaning)) {
            target().season = *season;
        } else if (const auto *mood = std::get_if<Mood>(&meaning)) {
            addOnce(target().moods, *mood);
        } else if (const auto *style = std::get_if<Style>(&meaning)) {
            addOnce(target().styles, *style);
        }
    }

    void takeSubject(Subject subject, bool plural)
    {
        const int count = m_count > 0 ? m_count : (plural ? 3 : 1);
        QList<SubjectWord> &subjects = target().subjects;
        const auto same = std::find_if(subjects.begin(), subjects.end(),
                                       [&](const SubjectWord &s) { return s.subject == subject; });
        if (same == subjects.end())
            subjects.append({subject, count, m_color});
        else
            same->count = std::max(same->count, count); // "a cup of coffee" is one cup
        m_color.reset();
        m_count = 0;
    }

    QStringList m_words;
    PromptWords m_said;
    PromptWords m_denied;
    std::optional<QColor> m_color;
    int m_count = 0;
    bool m_denying = false;
};

template <typename T> void takeOut(QList<T> &from, const QList<T> &what)
{
    from.removeIf([&](const T &value) { return what.contains(value); });
}

void takeOut(PromptWords &from, const PromptWords &what)
{
    from.subjects.removeIf([&](const SubjectWord &word) { return what.has(word.subject); });
    for (SubjectWord &word : from.subjects) {
        if (word.color && what.colors.contains(*word.color))
            word.color.reset();
    }
    takeOut(from.places, what.places);
    takeOut(from.weathers, what.weathers);
    takeOut(from.moods, what.moods);
    takeOut(from.styles, what.styles);
    takeOut(from.colors, what.colors);
    if (what.hour && from.hour == what.hour)
        from.hour.reset();
    if (what.season && from.season == what.season)
        from.season.reset();
    for (const SubjectWord &word : what.subjects)
        addOnce(from.avoidedSubjects, word.subject);
    for (const Weather weather : what.weathers)
        addOnce(from.avoidedWeathers, weather);
    for (const QColor &color : what.colors)
        addOnce(from.avoidedColors, color);
}

} // namespace

bool PromptWords::has(Subject subject) const
{
    return std::any_of(subjects.cbegin(), subjects.cend(),
                       [&](const SubjectWord &word) { return word.subject == subject; });
}

PromptWords readPrompt(const QString &prompt, const QString &negativePrompt)
{
    Reader wanted(prompt);
    wanted.read();
    Reader unwanted(negativePrompt);
    unwanted.read();
    PromptWords words = wanted.said();
    takeOut(words, wanted.denied());
    takeOut(words, unwanted.said());
    // "portrait of a woman" is one person, not two.
    if (words.has(Subject::Portrait))
        words.subjects.removeIf(
            [](const SubjectWord &word) { return word.subject == Subject::Person; });
    // Flowers in a vase are drawn with it.
    if (words.has(Subject::Vase))
        words.subjects.removeIf(
            [](const SubjectWord &word) { return word.subject == Subject::Flower; });
    return words;
}

} // namespace peregrine::studio
