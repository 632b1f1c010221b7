#include "core/code/literalscanner.h"

#include <algorithm>
#include <cmath>

namespace peregrine {

using namespace Qt::StringLiterals;

bool LiteralScanner::isNameStart(QChar c)
{
    return c.isLetter() || c == u'_' || c == u'$';
}

namespace {

bool isNamePart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_' || c == u'$';
}

} // namespace

LiteralScanner::LiteralScanner(const QString &text, Dialect dialect, qsizetype at)
    : m_text(text)
    , m_dialect(dialect)
    , m_at(std::clamp<qsizetype>(at, 0, text.size()))
{ }

qsizetype LiteralScanner::position()
{
    skipSpace();
    return m_at;
}

bool LiteralScanner::take(QChar c)
{
    skipSpace();
    if (peek() != c)
        return false;
    ++m_at;
    return true;
}

std::optional<QString> LiteralScanner::takeKeyword()
{
    skipSpace();
    const qsizetype start = m_at;
    const QString word = name();
    if (!word.isEmpty() && take(u'=') && peek() != u'=')
        return word;
    m_at = start;
    return std::nullopt;
}

void LiteralScanner::fail(const QString &message, qsizetype offset)
{
    if (!m_fault)
        m_fault = TextFault{message, std::min(offset, m_text.size())};
    m_at = m_text.size();
}

QChar LiteralScanner::peek(qsizetype ahead) const
{
    const qsizetype place = m_at + ahead;
    return place < m_text.size() ? m_text.at(place) : QChar();
}

QString LiteralScanner::name()
{
    const qsizetype start = m_at;
    if (isNameStart(peek())) {
        while (m_at < m_text.size() && isNamePart(m_text.at(m_at)))
            ++m_at;
    }
    return m_text.mid(start, m_at - start);
}

void LiteralScanner::skipSpace()
{
    while (m_at < m_text.size()) {
        const QChar c = m_text.at(m_at);
        if (c.isSpace() || c == QChar(QChar::ByteOrderMark)) {
            ++m_at;
        } else if (c == u'#' || (c == u'/' && peek(1) == u'/')) {
            const qsizetype end = m_text.indexOf(u'\n', m_at);
            m_at = end < 0 ? m_text.size() : end;
        } else if (c == u'/' && peek(1) == u'*') {
            const qsizetype end = m_text.indexOf(u"*/"_s, m_at + 2);
            if (end < 0)
                fail(tr("The comment has no end."), m_at);
            else
                m_at = end + 2;
        } else {
            return;
        }
    }
}

bool LiteralScanner::atText() const
{
    const QChar c = peek();
    return c == u'"' || c == u'\'' || (c == u'`' && m_dialect == Dialect::Code);
}

QJsonValue LiteralScanner::readNumber()
{
    const qsizetype start = m_at;
    bool negative = false;
    if (peek() == u'-' || peek() == u'+') {
        negative = peek() == u'-';
        ++m_at;
    }
    const QChar kind = peek(1).toLower();
    const int base = peek() != u'0' ? 10
        : kind == u'x'              ? 16
        : kind == u'o'              ? 8
        : kind == u'b'              ? 2
                                    : 10;
    if (base != 10)
        m_at += 2;
    QString digits;
    bool isFraction = false;
    while (m_at < m_text.size()) {
        const QChar c = m_text.at(m_at);
        const bool exponent = base == 10 && c.toLower() == u'e';
        if (c == u'_') {
            ++m_at;
            continue;
        }
        if (c == u'.' || exponent)
            isFraction = true;
        else if (!(c.unicode() < 0x80 && (c.isDigit() || (base == 16 && c.isLetter()))))
            break;
        digits += c;
        ++m_at;
        if (exponent && (peek() == u'-' || peek() == u'+'))
            digits += m_text.at(m_at++);
    }
    // JavaScript's BigInt.
    if (!isFraction && peek() == u'n' && m_dialect == Dialect::Code)
        ++m_at;
    const QString signedDigits = negative ? u'-' + digits : digits;
    bool ok = false;
    if (!isFraction) {
        const qint64 whole = signedDigits.toLongLong(&ok, base);
        if (ok && !isNameStart(peek()))
            return whole;
    }
    const double number = base == 10 ? signedDigits.toDouble(&ok) : 0;
    if (!ok || base != 10 || !std::isfinite(number) || isNameStart(peek())) {
        fail(tr("\"%1\" is not a number.")
                 .arg(m_text.mid(start, std::min<qsizetype>(m_at - start + 1, 40))),
             start);
        return {};
    }
    return number;
}

/// Nothing for a template with ${}: an expression.
std::optional<QString> LiteralScanner::readText(bool raw)
{
    const qsizetype start = m_at;
    const QChar quote = peek();
    const bool triple =
        m_dialect == Dialect::Code && quote != u'`' && peek(1) == quote && peek(2) == quote;
    const bool manyLines = triple || quote == u'`';
    m_at += triple ? 3 : 1;
    QString text;
    bool hasExpression = false;
    while (m_at < m_text.size()) {
        const QChar c = m_text.at(m_at);
        if (c == quote && (!triple || (peek(1) == quote && peek(2) == quote))) {
            m_at += triple ? 3 : 1;
            return hasExpression ? std::nullopt : std::optional(text);
        }
        if (c == u'\n' && !manyLines)
            break;
        if (quote == u'`' && c == u'$' && peek(1) == u'{')
            hasExpression = true;
        if (c == u'\\' && raw && m_at + 1 < m_text.size()) {
            text += m_text.mid(m_at, 2);
            m_at += 2;
        } else if (c == u'\\' && !raw) {
            readEscape(text);
        } else {
            text += c;
            ++m_at;
        }
    }
    fail(tr("The text has no closing quote."), start);
    return std::nullopt;
}

char32_t LiteralScanner::readHex(int digits)
{
    bool ok = false;
    const qsizetype start = m_at;
    const uint number = m_text.mid(m_at, digits).toUInt(&ok, 16);
    m_at = std::min(m_at + digits, m_text.size());
    if (!ok || number > 0x10ffff || m_at - start < digits) {
        fail(tr("An escape takes %n hexadecimal digit(s).", nullptr, digits), start);
        return U'\0';
    }
    return number;
}

void LiteralScanner::readEscape(QString &into)
{
    const QChar c = peek(1);
    m_at = std::min(m_at + 2, m_text.size());
    const auto append = [&into](char32_t point) { into += QString::fromUcs4(&point, 1); };
    switch (c.unicode()) {
    case u'n':
        into += u'\n';
        return;
    case u't':
        into += u'\t';
        return;
    case u'r':
        into += u'\r';
        return;
    case u'b':
        into += u'\b';
        return;
    case u'f':
        into += u'\f';
        return;
    case u'v':
        into += u'\v';
        return;
    case u'\n':
        return;
    case u'x':
        into += QChar(char16_t(readHex(2)));
        return;
    case u'U':
        append(readHex(8));
        return;
    case u'u':
        if (peek() == u'{') {
            const qsizetype end = m_text.indexOf(u'}', m_at);
            const qsizetype digits = end - m_at - 1;
            if (end < 0 || digits < 1 || digits > 6)
                return fail(tr("The escape has no end."), m_at);
            ++m_at;
            append(readHex(int(digits)));
            m_at = m_fault ? m_at : end + 1;
            return;
        }
        into += QChar(char16_t(readHex(4)));
        return;
    default:
        break;
    }
    if (c >= u'0' && c <= u'7') {
        // Octal, as Python has it; \0 in both.
        uint number = uint(c.digitValue());
        for (int i = 0; i < 2 && peek() >= u'0' && peek() <= u'7'; ++i)
            number = number * 8 + uint(m_text.at(m_at++).digitValue());
        into += QChar(char16_t(number));
        return;
    }
    into += c;
}

} // namespace peregrine
