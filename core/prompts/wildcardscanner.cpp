#include "core/prompts/wildcardscanner.h"

#include <QRegularExpression>

namespace peregrine {

namespace {

constexpr qsizetype deepest = 50;
constexpr qsizetype longestWeight = 12;
constexpr qsizetype longestName = 120;

struct OpenGroup
{
    WildcardGroup group;
    /// It holds "name": and so is JSON.
    bool hasMember = false;
};

/// Ends two underscores after the name; names have no two underscores in a row, no space and no dot
/// at the front of a part.
QString listNameAt(const QString &text, qsizetype at)
{
    static const QRegularExpression form(
        QStringLiteral("\\G__([\\p{L}\\p{N}](?:(?!__)[\\p{L}\\p{N}_./-]){0,119})__"),
        QRegularExpression::UseUnicodePropertiesOption);
    const auto match = form.match(text, at, QRegularExpression::NormalMatch,
                                  QRegularExpression::AnchorAtOffsetMatchOption);
    return match.hasMatch() && match.capturedLength(1) <= longestName ? match.captured(1)
                                                                      : QString();
}

bool isQuote(QChar letter)
{
    return letter == u'"' || letter == u'\'';
}

/// A quote, then a colon: the name of a member has ended.
bool endsMemberName(const QString &text, qsizetype quote)
{
    qsizetype next = quote + 1;
    while (next < text.size() && text.at(next).isSpace())
        ++next;
    // Two colons are a weight's.
    return next < text.size() && text.at(next) == u':'
        && !(next + 1 < text.size() && text.at(next + 1) == u':');
}

bool isAt(const QString &text, qsizetype at, char16_t letter)
{
    return at >= 0 && at < text.size() && text.at(at) == letter;
}

/// How long the escape at a backslash is; 0 when it escapes nothing.
qsizetype escapeAt(const QString &text, qsizetype at)
{
    if (isAt(text, at + 1, u'{') || isAt(text, at + 1, u'}') || isAt(text, at + 1, u'|'))
        return 2;
    if (isAt(text, at + 1, u'_') && isAt(text, at + 2, u'_'))
        return 3;
    return 0;
}

} // namespace

WildcardScan scanWildcards(const QString &text)
{
    WildcardScan scan;
    QList<OpenGroup> open;
    qsizetype tooDeep = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar letter = text.at(at);
        if (letter == u'\\') {
            if (const qsizetype length = escapeAt(text, at); length > 0) {
                scan.escapes.insert(at, length);
                at += length - 1;
            }
        } else if (letter == u'{') {
            if (open.size() < deepest && tooDeep == 0)
                open.append({{at, at, {}}, false});
            else
                ++tooDeep;
        } else if (letter == u'}') {
            if (tooDeep > 0) {
                --tooDeep;
            } else if (!open.isEmpty()) {
                OpenGroup closed = open.takeLast();
                closed.group.close = at;
                if (!closed.group.bars.isEmpty() && !closed.hasMember)
                    scan.choices.insert(closed.group.open, closed.group);
            }
        } else if (letter == u'|') {
            if (isAt(text, at + 1, u'|')) {
                while (isAt(text, at + 1, u'|'))
                    ++at;
            } else if (!open.isEmpty() && tooDeep == 0) {
                open.last().group.bars.append(at);
            }
        } else if (isQuote(letter)) {
            if (!open.isEmpty() && tooDeep == 0 && endsMemberName(text, at))
                open.last().hasMember = true;
        } else if (letter == u'_' && isAt(text, at + 1, u'_')) {
            if (const QString name = listNameAt(text, at); !name.isEmpty()) {
                scan.lists.insert(at, name);
                at += name.size() + 3;
            }
        }
    }
    return scan;
}

std::optional<WildcardWeight> wildcardWeight(QStringView text)
{
    const qsizetype colons = text.left(longestWeight).indexOf(u"::");
    if (colons <= 0)
        return std::nullopt;
    const QStringView number = text.left(colons);
    for (const QChar letter : number) {
        if ((letter < u'0' || letter > u'9') && letter != u'.')
            return std::nullopt;
    }
    bool isNumber = false;
    const double value = number.toDouble(&isNumber);
    if (!isNumber)
        return std::nullopt;
    return WildcardWeight{value, colons + 2};
}

} // namespace peregrine
