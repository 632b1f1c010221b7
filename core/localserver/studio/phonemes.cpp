#include "core/localserver/studio/phonemes.h"

#include <QHash>
#include <QStringList>

namespace peregrine::studio {

namespace {

Phoneme vowel(float f1, float f2, float f3, float seconds)
{
    return {{f1, f2, f3}, {f1, f2, f3}, seconds, 1.0F, 0.02F, 3000.0F, false, true};
}

Phoneme glide(float f1, float f2, float f3, float g1, float g2, float g3)
{
    return {{f1, f2, f3}, {g1, g2, g3}, 0.17F, 1.0F, 0.02F, 3000.0F, false, true};
}

Phoneme consonant(float f1, float f2, float f3, float seconds, float voice, float breath,
                  float hiss, bool stop)
{
    return {{f1, f2, f3}, {f1, f2, f3}, seconds, voice, breath, hiss, stop, false};
}

/// Names follow ARPAbet in lower case. Formants are those of an average speaker; voices scale them.
const QHash<QString, Phoneme> &phonemes()
{
    static const QHash<QString, Phoneme> table{
        {QStringLiteral("iy"), vowel(290, 2250, 2950, 0.13F)},
        {QStringLiteral("ih"), vowel(400, 1950, 2570, 0.1F)},
        {QStringLiteral("eh"), vowel(550, 1800, 2500, 0.11F)},
        {QStringLiteral("ae"), vowel(680, 1700, 2430, 0.14F)},
        {QStringLiteral("aa"), vowel(730, 1120, 2450, 0.15F)},
        {QStringLiteral("ao"), vowel(560, 860, 2420, 0.15F)},
        {QStringLiteral("ah"), vowel(620, 1220, 2400, 0.1F)},
        {QStringLiteral("ax"), vowel(500, 1450, 2420, 0.07F)},
        {QStringLiteral("uh"), vowel(440, 1040, 2250, 0.1F)},
        {QStringLiteral("uw"), vowel(310, 900, 2260, 0.14F)},
        {QStringLiteral("er"), vowel(480, 1300, 1700, 0.14F)},
        {QStringLiteral("ey"), glide(500, 1850, 2500, 330, 2200, 2700)},
        {QStringLiteral("ay"), glide(720, 1200, 2500, 380, 2050, 2600)},
        {QStringLiteral("ow"), glide(520, 980, 2400, 380, 820, 2350)},
        {QStringLiteral("aw"), glide(720, 1250, 2450, 420, 900, 2350)},
        {QStringLiteral("oy"), glide(540, 900, 2400, 370, 1950, 2500)},
        {QStringLiteral("m"), consonant(280, 1100, 2200, 0.07F, 0.6F, 0, 0, false)},
        {QStringLiteral("n"), consonant(280, 1600, 2500, 0.07F, 0.6F, 0, 0, false)},
        {QStringLiteral("ng"), consonant(280, 2000, 2700, 0.08F, 0.6F, 0, 0, false)},
        {QStringLiteral("l"), consonant(360, 1150, 2700, 0.07F, 0.75F, 0, 0, false)},
        {QStringLiteral("r"), consonant(380, 1180, 1620, 0.07F, 0.75F, 0, 0, false)},
        {QStringLiteral("w"), consonant(300, 700, 2200, 0.07F, 0.7F, 0, 0, false)},
        {QStringLiteral("y"), consonant(280, 2200, 3000, 0.06F, 0.7F, 0, 0, false)},
        {QStringLiteral("s"), consonant(320, 1600, 2600, 0.11F, 0, 0.55F, 6200, false)},
        {QStringLiteral("z"), consonant(320, 1600, 2600, 0.08F, 0.4F, 0.35F, 5800, false)},
        {QStringLiteral("sh"), consonant(320, 1700, 2500, 0.11F, 0, 0.6F, 3300, false)},
        {QStringLiteral("zh"), consonant(320, 1700, 2500, 0.08F, 0.4F, 0.35F, 3000, false)},
        {QStringLiteral("f"), consonant(340, 1100, 2100, 0.09F, 0, 0.24F, 4600, false)},
        {QStringLiteral("v"), consonant(340, 1100, 2100, 0.06F, 0.55F, 0.14F, 4200, false)},
        {QStringLiteral("th"), consonant(340, 1400, 2500, 0.08F, 0, 0.2F, 5200, false)},
        {QStringLiteral("dh"), consonant(340, 1400, 2500, 0.05F, 0.55F, 0.1F, 4800, false)},
        {QStringLiteral("hh"), consonant(500, 1500, 2500, 0.06F, 0, 0.3F, 1700, false)},
        {QStringLiteral("p"), consonant(340, 1000, 2200, 0.09F, 0, 0.4F, 1200, true)},
        {QStringLiteral("b"), consonant(300, 1000, 2200, 0.07F, 0.35F, 0.15F, 900, true)},
        {QStringLiteral("t"), consonant(340, 1700, 2600, 0.09F, 0, 0.5F, 4700, true)},
        {QStringLiteral("d"), consonant(300, 1700, 2600, 0.07F, 0.35F, 0.25F, 3900, true)},
        {QStringLiteral("k"), consonant(340, 1900, 2400, 0.09F, 0, 0.5F, 2200, true)},
        {QStringLiteral("g"), consonant(300, 1900, 2400, 0.07F, 0.35F, 0.22F, 1900, true)},
        {QStringLiteral("ch"), consonant(320, 1700, 2500, 0.13F, 0, 0.6F, 3500, true)},
        {QStringLiteral("jh"), consonant(300, 1700, 2500, 0.1F, 0.35F, 0.4F, 3200, true)}};
    return table;
}

struct Rule
{
    const char *spelling;
    const char *sounds; // separated by blanks; empty for silent letters
};

// Longest spellings first: the first that matches is taken.
constexpr Rule rules[] = {
    {"tion", "sh ax n"}, {"sion", "zh ax n"}, {"ight", "ay t"}, {"ough", "ao"},  {"augh", "ao"},
    {"eigh", "ey"},      {"ture", "ch er"},   {"igh", "ay"},    {"tch", "ch"},   {"dge", "jh"},
    {"ing", "ih ng"},    {"air", "eh r"},     {"ear", "ih r"},  {"our", "ao r"}, {"oor", "ao r"},
    {"sch", "s k"},      {"ous", "ax s"},     {"all", "ao l"},  {"alk", "ao k"}, {"th", "th"},
    {"sh", "sh"},        {"ch", "ch"},        {"ph", "f"},      {"wh", "w"},     {"ck", "k"},
    {"ng", "ng"},        {"qu", "k w"},       {"gh", ""},       {"kn", "n"},     {"wr", "r"},
    {"ee", "iy"},        {"ea", "iy"},        {"ie", "iy"},     {"oo", "uw"},    {"ou", "aw"},
    {"ow", "ow"},        {"oa", "ow"},        {"oi", "oy"},     {"oy", "oy"},    {"ai", "ey"},
    {"ay", "ey"},        {"ey", "iy"},        {"au", "ao"},     {"aw", "ao"},    {"ew", "uw"},
    {"ue", "uw"},        {"ui", "uw"},        {"ar", "aa r"},   {"er", "er"},    {"ir", "er"},
    {"ur", "er"},        {"or", "ao r"},      {"ll", "l"},      {"ss", "s"},     {"tt", "t"},
    {"pp", "p"},         {"bb", "b"},         {"dd", "d"},      {"ff", "f"},     {"gg", "g"},
    {"mm", "m"},         {"nn", "n"},         {"rr", "r"},      {"zz", "z"},     {"cc", "k"},
    {"ce", "s eh"},      {"ci", "s ih"},      {"cy", "s iy"},   {"ge", "jh eh"}, {"gi", "jh ih"},
    {"a", "ae"},         {"b", "b"},          {"c", "k"},       {"d", "d"},      {"e", "eh"},
    {"f", "f"},          {"g", "g"},          {"h", "hh"},      {"i", "ih"},     {"j", "jh"},
    {"k", "k"},          {"l", "l"},          {"m", "m"},       {"n", "n"},      {"o", "aa"},
    {"p", "p"},          {"q", "k"},          {"r", "r"},       {"s", "s"},      {"t", "t"},
    {"u", "ah"},         {"v", "v"},          {"w", "w"},       {"x", "k s"},    {"y", "iy"},
    {"z", "z"}};

/// Words too common to get wrong.
const QHash<QString, QString> &exceptions()
{
    static const QHash<QString, QString> table = [] {
        const Rule words[] = {{"the", "dh ax"},
                              {"a", "ax"},
                              {"i", "ay"},
                              {"you", "y uw"},
                              {"to", "t uw"},
                              {"of", "ah v"},
                              {"is", "ih z"},
                              {"was", "w ah z"},
                              {"are", "aa r"},
                              {"one", "w ah n"},
                              {"two", "t uw"},
                              {"be", "b iy"},
                              {"he", "hh iy"},
                              {"she", "sh iy"},
                              {"we", "w iy"},
                              {"me", "m iy"},
                              {"my", "m ay"},
                              {"by", "b ay"},
                              {"do", "d uw"},
                              {"have", "hh ae v"},
                              {"what", "w ah t"},
                              {"there", "dh eh r"},
                              {"their", "dh eh r"},
                              {"they", "dh ey"},
                              {"this", "dh ih s"},
                              {"that", "dh ae t"},
                              {"these", "dh iy z"},
                              {"with", "w ih dh"},
                              {"your", "y ao r"},
                              {"said", "s eh d"},
                              {"some", "s ah m"},
                              {"come", "k ah m"},
                              {"hello", "hh eh l ow"},
                              {"world", "w er l d"},
                              {"no", "n ow"},
                              {"so", "s ow"},
                              {"go", "g ow"},
                              {"who", "hh uw"},
                              {"could", "k uh d"},
                              {"would", "w uh d"},
                              {"should", "sh uh d"},
                              {"good", "g uh d"},
                              {"look", "l uh k"},
                              {"now", "n aw"},
                              {"how", "hh aw"},
                              {"down", "d aw n"},
                              {"voice", "v oy s"},
                              {"peregrine", "p eh r ax g r ih n"},
                              {"local", "l ow k ax l"},
                              {"preview", "p r iy v y uw"},
                              {"only", "ow n l iy"},
                              {"0", "z ih r ow"},
                              {"1", "w ah n"},
                              {"2", "t uw"},
                              {"3", "th r iy"},
                              {"4", "f ao r"},
                              {"5", "f ay v"},
                              {"6", "s ih k s"},
                              {"7", "s eh v ax n"},
                              {"8", "ey t"},
                              {"9", "n ay n"}};
        QHash<QString, QString> built;
        for (const Rule &word : words)
            built.insert(QString::fromLatin1(word.spelling), QString::fromLatin1(word.sounds));
        return built;
    }();
    return table;
}

bool isVowelLetter(QChar letter)
{
    return QStringLiteral("aeiouy").contains(letter);
}

QStringList spell(const QString &word)
{
    if (const auto known = exceptions().constFind(word); known != exceptions().cend())
        return known->split(QLatin1Char(' '));
    QStringList sounds;
    for (qsizetype at = 0; at < word.size();) {
        const QStringView rest = QStringView(word).mid(at);
        // A silent e at the end makes the vowel before it long: "make", "stone".
        const bool magic = at + 3 == word.size() && rest.back() == QLatin1Char('e')
            && isVowelLetter(rest.front()) && !isVowelLetter(rest.at(1));
        if (magic && QStringLiteral("aiou").contains(rest.front())) {
            const char *const longVowels[] = {"ey", "ay", "ow", "uw"};
            sounds += QString::fromLatin1(longVowels[QStringLiteral("aiou").indexOf(rest.front())]);
            ++at;
            continue;
        }
        if (rest == QStringLiteral("e") && word.size() > 3)
            break;
        bool found = false;
        for (const Rule &rule : rules) {
            const QLatin1String spelling(rule.spelling);
            if (!rest.startsWith(spelling))
                continue;
            sounds += QString::fromLatin1(rule.sounds).split(QLatin1Char(' '), Qt::SkipEmptyParts);
            at += spelling.size();
            found = true;
            break;
        }
        if (!found)
            ++at;
    }
    return sounds;
}

void addWord(QList<Sound> &to, const QString &word)
{
    bool stress = word.size() > 3;
    for (const QString &name : spell(word)) {
        const auto phoneme = phonemes().constFind(name);
        if (phoneme == phonemes().cend())
            continue;
        Sound sound{*phoneme};
        if (phoneme->vowel && stress) {
            sound.stressed = true;
            stress = false;
        }
        to.append(sound);
    }
}

void addPause(QList<Sound> &to, float seconds, int ending)
{
    if (to.isEmpty() || to.constLast().pause)
        return;
    Sound pause;
    pause.phoneme = {{500, 1500, 2500}, {500, 1500, 2500}, seconds, 0, 0, 0};
    pause.pause = true;
    pause.ending = ending;
    to.append(pause);
}

} // namespace

QList<Sound> soundsOf(const QString &text)
{
    QList<Sound> sounds;
    QString word;
    const auto endWord = [&] {
        if (!word.isEmpty())
            addWord(sounds, word);
        word.clear();
    };
    // Accents are dropped, so that "café" is read as "cafe".
    for (const QChar character : text.normalized(QString::NormalizationForm_D).toLower()) {
        if (character.isDigit()) {
            endWord();
            addWord(sounds, QString::number(character.digitValue()));
        } else if (character.isLetter()) {
            word += character;
        } else if (character != QLatin1Char('\'') && !character.isMark()) {
            endWord();
            if (QStringLiteral(".!\n").contains(character))
                addPause(sounds, 0.34F, -1);
            else if (character == QLatin1Char('?'))
                addPause(sounds, 0.34F, 1);
            else if (QStringLiteral(",;:()").contains(character))
                addPause(sounds, 0.18F, 0);
            else
                addPause(sounds, 0.035F, 0);
        }
    }
    endWord();
    addPause(sounds, 0.25F, -1);
    return sounds;
}

} // namespace peregrine::studio
