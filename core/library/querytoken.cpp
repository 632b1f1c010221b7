#include "core/library/querytoken.h"

#include <algorithm>

namespace peregrine {

namespace {

bool isQuote(QChar character)
{
    // Phones and word processors make the curved ones.
    return character == u'"' || character == u'\u201c' || character == u'\u201d'
        || character == u'\u201e';
}

/// Where a filter's name ends, from `at`; `at` itself when there is none.
qsizetype endOfName(const QString &text, qsizetype at)
{
    qsizetype end = at;
    while (end < text.size() && text.at(end).isLetter())
        ++end;
    return end < text.size() && text.at(end) == u':' ? end : at;
}

QueryToken readToken(const QString &text, qsizetype at)
{
    QueryToken token;
    token.at = at;
    qsizetype next = at;
    if (text.at(next) == u'-' && next + 1 < text.size() && !text.at(next + 1).isSpace()) {
        token.negated = true;
        ++next;
    }
    if (const qsizetype end = endOfName(text, next); end > next) {
        token.name = text.mid(next, end - next).toLower();
        next = end + 1;
    }
    QString value;
    bool quoted = false;
    for (; next < text.size(); ++next) {
        const QChar character = text.at(next);
        if (isQuote(character)) {
            quoted = !quoted;
        } else if (!quoted && character.isSpace()) {
            break;
        } else if (!quoted && character == u',' && !token.name.isEmpty()) {
            token.values.append(value);
            value.clear();
        } else {
            value.append(character);
        }
    }
    token.values.append(value);
    token.open = quoted;
    token.length = next - at;
    return token;
}

} // namespace

QList<QueryToken> queryTokens(const QString &text)
{
    QList<QueryToken> tokens;
    qsizetype at = 0;
    while (at < text.size()) {
        if (text.at(at).isSpace()) {
            ++at;
            continue;
        }
        tokens.append(readToken(text, at));
        at += tokens.constLast().length;
    }
    return tokens;
}

} // namespace peregrine
