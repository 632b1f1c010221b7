#include "core/code/textescape.h"

#include <QList>

#include <algorithm>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

bool isInvisible(char32_t point)
{
    constexpr char32_t zeroWidthJoiner = 0x200d; // holds emoji together
    switch (QChar::category(point)) {
    case QChar::Other_Control:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_PrivateUse:
    case QChar::Other_NotAssigned:
        return true;
    case QChar::Other_Format:
        return point != zeroWidthJoiner;
    default:
        return false;
    }
}

QString hex(uint number, int digits)
{
    return u"%1"_s.arg(number, digits, 16, QLatin1Char('0'));
}

QString escaped(char32_t point, EscapeRules::Unicode unicode)
{
    switch (unicode) {
    case EscapeRules::Unicode::Braces:
        return u"\\u{"_s + hex(point, 1) + u'}';
    case EscapeRules::Unicode::Python:
        if (point <= 0xff)
            return u"\\x"_s + hex(point, 2);
        return point <= 0xffff ? u"\\u"_s + hex(point, 4) : u"\\U"_s + hex(point, 8);
    case EscapeRules::Unicode::FourDigits:
        break;
    }
    if (!QChar::requiresSurrogates(point))
        return u"\\u"_s + hex(point, 4);
    return u"\\u"_s + hex(QChar::highSurrogate(point), 4) + u"\\u"_s
        + hex(QChar::lowSurrogate(point), 4);
}

} // namespace

QString quotedText(const QString &text, const EscapeRules &rules)
{
    QString quoted(1, rules.quote);
    quoted.reserve(text.size() + 2);
    // Half a surrogate pair is no character in any of the languages.
    const QList<uint> points = text.toUcs4();
    for (const uint number : points) {
        const char32_t point = QChar::isSurrogate(number) ? char32_t(0xfffd) : char32_t(number);
        switch (point) {
        case U'\n':
            quoted += u"\\n"_s;
            continue;
        case U'\r':
            quoted += u"\\r"_s;
            continue;
        case U'\t':
            quoted += u"\\t"_s;
            continue;
        default:
            break;
        }
        if (isInvisible(point)) {
            quoted += escaped(point, rules.unicode);
            continue;
        }
        const QString character = QString::fromUcs4(&point, 1);
        if (point == U'\\' || character == rules.quote
            || (character.size() == 1 && rules.backslashed.contains(character)))
            quoted += u'\\';
        quoted += character;
    }
    quoted += rules.quote;
    return quoted;
}

QString shellWord(const QString &text)
{
    const auto isSafe = [](QChar c) {
        return (c.unicode() < 0x80 && c.isLetterOrNumber()) || u"_-./:@%+,="_s.contains(c);
    };
    if (!text.isEmpty() && std::all_of(text.cbegin(), text.cend(), isSafe))
        return text;
    QString quoted = text;
    // A shell's words cannot hold a zero.
    quoted.remove(QChar(u'\0')).replace(u'\'', u"'\\''"_s);
    return u'\'' + quoted + u'\'';
}

} // namespace peregrine
