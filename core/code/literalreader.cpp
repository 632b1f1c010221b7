#include "core/code/literalreader.h"

#include "core/base/json.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

constexpr int deepest = 64;
constexpr qsizetype mostValues = 200'000;
constexpr qsizetype longestExpression = 80;

/// Half a surrogate pair is no character.
QString wellFormed(const QString &text)
{
    QString whole;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text.at(i);
        if (c.isHighSurrogate() && i + 1 < text.size() && text.at(i + 1).isLowSurrogate()) {
            whole += c;
            whole += text.at(++i);
        } else {
            whole += c.isSurrogate() ? QChar(QChar::ReplacementCharacter) : c;
        }
    }
    return whole;
}

} // namespace

LiteralReader::LiteralReader(const QString &text, Dialect dialect, qsizetype at)
    : LiteralScanner(text, dialect, at)
{ }

Expected<QJsonValue, TextFault> LiteralReader::value()
{
    const QJsonValue value = readValue({}, 0);
    if (m_fault)
        return Unexpected{*m_fault};
    return value;
}

Expected<QJsonValue, TextFault> LiteralReader::wholeText()
{
    const auto read = value();
    skipSpace();
    if (read && !m_fault && m_at < m_text.size())
        fail(tr("Something follows the end of the value."), m_at);
    if (m_fault)
        return Unexpected{*m_fault};
    return read;
}

/// Whether what was read is only the beginning of an expression: "a".trim(), 5 * n, (a) => b.
bool LiteralReader::continues()
{
    skipSpace();
    return m_at < m_text.size() && u".*+-/%?[(|&=<>"_s.contains(peek());
}

void LiteralReader::listExpression(const QString &pointer, qsizetype start)
{
    // What was listed beneath is a part of it.
    m_unread.removeIf([&pointer](const Unread &unread) {
        return unread.pointer == pointer || unread.pointer.startsWith(pointer + u'/');
    });
    QString words = m_text.mid(start, m_at - start).simplified();
    if (words.size() > longestExpression)
        words = words.left(longestExpression - 1) + u'…';
    m_unread.append({pointer, words});
}

void LiteralReader::skipExpression()
{
    QList<QChar> closing;
    while (m_at < m_text.size()) {
        skipSpace();
        const QChar c = peek();
        if (c == u'"' || c == u'\'' || c == u'`') {
            static_cast<void>(readText(false));
            continue;
        }
        if (closing.isEmpty() && u",;)]}"_s.contains(c))
            return;
        if (c == u'(' || c == u'[' || c == u'{')
            closing.append(c == u'(' ? u')' : c == u'[' ? u']' : u'}');
        else if (!closing.isEmpty() && c == closing.constLast())
            closing.removeLast();
        ++m_at;
    }
}

QJsonValue LiteralReader::readValue(const QString &pointer, int depth)
{
    skipSpace();
    const qsizetype start = m_at;
    if (depth > deepest) {
        fail(tr("The value is nested too deeply."), start);
        return {};
    }
    if (++m_values > mostValues) {
        fail(tr("There are too many values."), start);
        return {};
    }
    const QJsonValue value = readLiteral(pointer, depth);
    if (m_fault)
        return {};
    const bool isExpression = value.isUndefined();
    const qsizetype end = m_at;
    if (m_dialect == Dialect::Code && (isExpression || continues())) {
        skipExpression();
        listExpression(pointer, start);
        return QJsonValue::Undefined;
    }
    m_at = m_fault ? m_at : end;
    if (!m_places.contains(pointer))
        m_places.insert(pointer, {start, end - start});
    else
        m_places[pointer].length = end - m_places[pointer].offset;
    return value;
}

QJsonValue LiteralReader::readLiteral(const QString &pointer, int depth)
{
    const QChar c = peek();
    if (m_at >= m_text.size()) {
        fail(tr("A value is missing at the end of the text."), m_at);
        return {};
    }
    if (c == u'{') {
        ++m_at;
        return readObject(pointer, depth, u'}');
    }
    if (c == u'[')
        return readList(pointer, depth);
    if (c == u'(' && m_dialect == Dialect::Code)
        return readParenthesis(pointer, depth);
    if (atText()) {
        const auto text = readJoinedText(false);
        return text ? QJsonValue(wellFormed(*text)) : QJsonValue(QJsonValue::Undefined);
    }
    const bool sign = c == u'-' || c == u'+';
    if (c.isDigit() || ((sign || c == u'.') && (peek(1).isDigit() || peek(1) == u'.')))
        return readNumber();
    if (isNameStart(c))
        return readName(pointer, depth);
    if (m_dialect == Dialect::Code && (sign || c == u'!' || c == u'/'))
        return QJsonValue::Undefined;
    fail(u",:}])"_s.contains(c) ? tr("A value is missing before \"%1\".").arg(c)
                                : tr("\"%1\" is not the beginning of a value.").arg(c),
         m_at);
    return {};
}

QString LiteralReader::readKey()
{
    const qsizetype start = m_at;
    if (atText()) {
        const auto text = readText(false);
        return text ? wellFormed(*text) : QString();
    }
    if (peek() == u'[' && m_dialect == Dialect::Code) {
        ++m_at;
        skipSpace();
        const auto text = atText() ? readText(false) : std::nullopt;
        if (!text || !take(u']'))
            fail(tr("The name in brackets is not a text."), start);
        return text ? wellFormed(*text) : QString();
    }
    if (isNameStart(peek()))
        return name();
    if (peek().isDigit())
        return QString::fromUtf8(toJson(readNumber()));
    fail(tr("The name of a member is missing."), start);
    return {};
}

QJsonValue LiteralReader::readObject(const QString &pointer, int depth, QChar end)
{
    QJsonObject object;
    const bool keywords = end == u')';
    const qsizetype opened = m_at - 1;
    while (!m_fault) {
        skipSpace();
        if (peek() == end) {
            ++m_at;
            return object;
        }
        if (m_at >= m_text.size()) {
            fail(tr("The \"{\" has no end."), opened);
            break;
        }
        const qsizetype start = m_at;
        if (m_dialect == Dialect::Code
            && (m_text.mid(m_at, 3) == u"..."_s || m_text.mid(m_at, 2) == u"**"_s)) {
            skipExpression();
            listExpression(pointer + u"/…"_s, start);
        } else {
            const bool quoted = atText();
            const QString key = readKey();
            if (m_fault)
                break;
            const QString place = pointer + jsonPointer({key});
            skipSpace();
            m_places.insert(place, {start, m_at - start});
            if (take(keywords ? u'=' : u':')) {
                const QJsonValue member = readValue(place, depth + 1);
                if (!member.isUndefined())
                    object.insert(key, member);
                else
                    m_places.remove(place);
            } else if (m_dialect == Dialect::Code && !keywords && !quoted) {
                // A variable of the same name, or a method.
                skipExpression();
                listExpression(place, start);
                m_places.remove(place);
            } else {
                fail(tr("A colon is missing after \"%1\".").arg(key.left(40)), m_at);
            }
        }
        if (m_fault || take(u','))
            continue;
        if (peek() != end && !m_fault)
            fail(m_at >= m_text.size() ? tr("The \"{\" has no end.")
                                       : tr("A comma or the end of the object is missing."),
                 m_at >= m_text.size() ? opened : m_at);
    }
    return {};
}

QJsonValue LiteralReader::readList(const QString &pointer, int depth)
{
    QJsonArray list;
    const qsizetype opened = m_at++;
    while (!m_fault) {
        skipSpace();
        if (peek() == u']') {
            ++m_at;
            return list;
        }
        if (m_at >= m_text.size()) {
            fail(tr("The \"[\" has no end."), opened);
            break;
        }
        const QJsonValue entry =
            readValue(pointer + u'/' + QString::number(list.size()), depth + 1);
        if (!entry.isUndefined())
            list.append(entry);
        if (m_fault || take(u','))
            continue;
        if (peek() != u']' && !m_fault)
            fail(m_at >= m_text.size() ? tr("The \"[\" has no end.")
                                       : tr("A comma or the end of the list is missing."),
                 m_at >= m_text.size() ? opened : m_at);
    }
    return {};
}

QJsonValue LiteralReader::readParenthesis(const QString &pointer, int depth)
{
    const qsizetype opened = m_at++;
    if (take(u')'))
        return QJsonArray();
    const QJsonValue first = readValue(pointer, depth + 1);
    if (take(u')'))
        return first;
    QJsonArray tuple;
    if (!first.isUndefined())
        tuple.append(first);
    while (!m_fault && take(u',')) {
        if (take(u')'))
            return tuple;
        const QJsonValue entry =
            readValue(pointer + u'/' + QString::number(tuple.size()), depth + 1);
        if (!entry.isUndefined())
            tuple.append(entry);
        if (take(u')'))
            return tuple;
    }
    fail(tr("The \"(\" has no end."), opened);
    return {};
}

QJsonValue LiteralReader::readName(const QString &pointer, int depth)
{
    const qsizetype start = m_at;
    const QString word = name();
    if (word == u"true"_s || word == u"True"_s)
        return true;
    if (word == u"false"_s || word == u"False"_s)
        return false;
    if (word == u"null"_s || word == u"None"_s || word == u"undefined"_s)
        return QJsonValue::Null;
    if (m_dialect == Dialect::Json) {
        fail(tr("\"%1\" is not a value; a text stands in quotes.").arg(word.left(40)), start);
        return {};
    }
    const QString prefix = word.toLower();
    if (atText() && prefix.size() <= 2 && peek() != u'`') {
        const bool raw = prefix.contains(u'r');
        if (prefix == u"r"_s || prefix == u"u"_s) {
            const auto text = readJoinedText(raw);
            return text ? QJsonValue(wellFormed(*text)) : QJsonValue(QJsonValue::Undefined);
        }
        if (prefix.contains(u'f')) {
            const auto text = readText(raw);
            // Without braces there is nothing to put in.
            if (text && !text->contains(u'{') && !text->contains(u'}'))
                return wellFormed(*text);
        }
        return QJsonValue::Undefined;
    }
    if (word == u"dict"_s && peek() == u'(') {
        ++m_at;
        return readObject(pointer, depth, u')');
    }
    return QJsonValue::Undefined;
}

std::optional<QString> LiteralReader::readJoinedText(bool raw)
{
    std::optional<QString> joined = readText(raw);
    while (m_dialect == Dialect::Code && !m_fault) {
        const qsizetype end = m_at;
        const bool plus = take(u'+');
        skipSpace();
        const bool rawPart = peek().toLower() == u'r' && (peek(1) == u'"' || peek(1) == u'\'');
        if (!atText() && !rawPart) {
            m_at = m_fault || plus ? m_at : end;
            return plus ? std::nullopt : joined;
        }
        if (rawPart)
            ++m_at;
        const std::optional<QString> part = readText(rawPart);
        joined = joined && part ? std::optional(*joined + *part) : std::nullopt;
    }
    return joined;
}

} // namespace peregrine
