#include "core/base/textmatch.h"

#include <algorithm>

namespace peregrine {

namespace {

constexpr qsizetype shortestLoose = 3;
constexpr qsizetype shortestMisspelt = 4;

bool startsWord(QStringView text, qsizetype at)
{
    if (at == 0)
        return true;
    const QChar here = text.at(at);
    const QChar before = text.at(at - 1);
    return !before.isLetterOrNumber() || (here.isDigit() && !before.isDigit());
}

bool endsWord(QStringView text, qsizetype end)
{
    return end == text.size() || !text.at(end).isLetterOrNumber();
}

/// The length of the stretch of text that holds the word's letters in order from `at`; 0: none.
qsizetype stretchFrom(QStringView word, QStringView text, qsizetype at)
{
    qsizetype next = 0;
    for (qsizetype i = at; i < text.size(); ++i) {
        if (text.at(i) == word.at(next) && ++next == word.size())
            return i + 1 - at;
    }
    return 0;
}

int matchScattered(QStringView word, QStringView text)
{
    // Letters far from one another are there by chance.
    const qsizetype longest = word.size() * 3 + 2;
    qsizetype best = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text.at(at) != word.front() || !startsWord(text, at))
            continue;
        const qsizetype stretch = stretchFrom(word, text, at);
        if (stretch > 0 && stretch <= longest && (best == 0 || stretch < best))
            best = stretch;
    }
    if (best == 0)
        return NoMatch;
    const int loose = int((best - word.size()) * 10 / longest);
    return Scattered + 10 - loose;
}

/// Whether one letter changed, missing, added or swapped makes one the other.
bool isOneEditApart(QStringView a, QStringView b)
{
    const QStringView shorter = a.size() <= b.size() ? a : b;
    const QStringView longer = a.size() <= b.size() ? b : a;
    if (longer.size() - shorter.size() > 1)
        return false;
    const auto differs =
        std::mismatch(shorter.begin(), shorter.end(), longer.begin(), longer.end()).first
        - shorter.begin();
    const QStringView restShort = shorter.mid(differs);
    const QStringView restLong = longer.mid(differs);
    if (longer.size() > shorter.size())
        return restShort == restLong.mid(1);
    if (restShort.isEmpty() || restShort.mid(1) == restLong.mid(1))
        return true;
    return restShort.size() >= 2 && restShort.at(0) == restLong.at(1)
        && restShort.at(1) == restLong.at(0) && restShort.mid(2) == restLong.mid(2);
}

bool isMisspelt(QStringView word, QStringView text)
{
    qsizetype at = 0;
    while (at < text.size()) {
        qsizetype end = at;
        while (end < text.size() && text.at(end).isLetterOrNumber())
            ++end;
        // While a word is typed, it is compared with as much of the text's.
        const QStringView whole = text.mid(at, end - at);
        for (qsizetype length = word.size() - 1; length <= word.size() + 1; ++length) {
            if (length <= whole.size() && isOneEditApart(word, whole.first(length)))
                return true;
        }
        at = end + 1;
    }
    return false;
}

} // namespace

QString foldedForMatch(const QString &text)
{
    const QString decomposed = text.normalized(QString::NormalizationForm_KD).toCaseFolded();
    QString folded;
    folded.reserve(decomposed.size());
    for (const QChar character : decomposed) {
        if (!character.isMark())
            folded.append(character);
    }
    return folded;
}

int matchExactly(QStringView word, QStringView text)
{
    if (word.isEmpty())
        return NoMatch;
    int best = NoMatch;
    for (qsizetype at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
        if (at == 0)
            return TextStart;
        if (startsWord(text, at))
            best = std::max<int>(best, endsWord(text, at + word.size()) ? WholeWord : WordStart);
        else
            best = std::max<int>(best, Inside);
    }
    return best;
}

int matchLoosely(QStringView word, QStringView text)
{
    const int exactly = matchExactly(word, text);
    if (exactly != NoMatch || word.size() < shortestLoose)
        return exactly;
    if (const int scattered = matchScattered(word, text); scattered != NoMatch)
        return scattered;
    return word.size() >= shortestMisspelt && isMisspelt(word, text) ? Misspelt : NoMatch;
}

} // namespace peregrine
