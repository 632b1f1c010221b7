#include "ui/code/codehighlighter.h"

#include "ui/theme/theme.h"

namespace peregrine {

namespace {

constexpr QLatin1String tripleQuotes("\"\"\"");
constexpr QLatin1String backtick("`");

/// Of all the languages together: in none of them are the others' words used as names here.
QSet<QString> wordsOfLanguages()
{
    const QString words = QStringLiteral(
        "as async await break case catch class const continue def default do echo elif else export "
        "extends false False final finally fn for from fun func function guard if import in is let "
        "main new nil none None not null object of or package print private public raise return "
        "self static struct super switch then this throw throws true True try type typealias val "
        "var void while with yield curl set");
    const QStringList list = words.split(QLatin1Char(' '));
    return {list.cbegin(), list.cend()};
}

bool isNamePart(QChar c)
{
    return c.isLetterOrNumber() || c == u'_';
}

} // namespace

CodeHighlighter::CodeHighlighter(QTextDocument *document, const QPalette &palette)
    : QSyntaxHighlighter(document)
    , m_words(wordsOfLanguages())
{
    setPalette(palette);
}

void CodeHighlighter::setPalette(const QPalette &palette)
{
    using theme::Tone;
    m_text.setForeground(theme::color(Tone::Success, palette));
    m_number.setForeground(theme::color(Tone::Warning, palette));
    m_comment.setForeground(theme::color(Tone::TextMuted, palette));
    m_word.setForeground(theme::color(Tone::Info, palette));
    rehighlight();
}

void CodeHighlighter::setHashComments(bool hash)
{
    if (hash == m_hash)
        return;
    m_hash = hash;
    rehighlight();
}

bool CodeHighlighter::isComment(const QString &text, qsizetype at) const
{
    if (m_hash)
        return text.at(at) == u'#' && (at == 0 || text.at(at - 1).isSpace());
    // Not in addresses, which stand in texts anyway.
    return text.at(at) == u'/' && text.mid(at, 2) == u"//";
}

qsizetype CodeHighlighter::paintLongText(const QString &text, qsizetype start, qsizetype from,
                                         QLatin1String end, State state)
{
    const qsizetype found = text.indexOf(end, from);
    const qsizetype after = found < 0 ? text.size() : found + end.size();
    setFormat(int(start), int(after - start), m_text);
    setCurrentBlockState(found < 0 ? state : Code);
    return after;
}

qsizetype CodeHighlighter::paintText(const QString &text, qsizetype start)
{
    const QChar quote = text.at(start);
    if (quote == u'`')
        return paintLongText(text, start, start + 1, backtick, InBackticks);
    if (text.mid(start, 3) == tripleQuotes)
        return paintLongText(text, start, start + 3, tripleQuotes, InTripleQuotes);
    qsizetype end = start + 1;
    while (end < text.size() && text.at(end) != quote)
        end += text.at(end) == u'\\' ? 2 : 1;
    end = qMin(end + 1, text.size());
    setFormat(int(start), int(end - start), m_text);
    return end;
}

void CodeHighlighter::highlightBlock(const QString &text)
{
    setCurrentBlockState(Code);
    qsizetype i = 0;
    if (previousBlockState() == InBackticks)
        i = paintLongText(text, 0, 0, backtick, InBackticks);
    else if (previousBlockState() == InTripleQuotes)
        i = paintLongText(text, 0, 0, tripleQuotes, InTripleQuotes);
    while (i < text.size()) {
        const QChar c = text.at(i);
        if (isComment(text, i)) {
            setFormat(int(i), int(text.size() - i), m_comment);
            return;
        }
        if (c == u'"' || c == u'\'' || c == u'`') {
            i = paintText(text, i);
            continue;
        }
        qsizetype end = i + 1;
        if (c.isDigit()) {
            while (end < text.size() && (isNamePart(text.at(end)) || text.at(end) == u'.'))
                ++end;
            setFormat(int(i), int(end - i), m_number);
        } else if (isNamePart(c)) {
            while (end < text.size() && isNamePart(text.at(end)))
                ++end;
            if (m_words.contains(text.mid(i, end - i)))
                setFormat(int(i), int(end - i), m_word);
        }
        i = end;
    }
}

} // namespace peregrine
