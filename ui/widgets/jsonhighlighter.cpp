#include "ui/widgets/jsonhighlighter.h"

#include "ui/theme/theme.h"

namespace peregrine {

namespace {

bool isNumberPart(QChar c)
{
    return c.isDigit() || c == u'-' || c == u'+' || c == u'.' || c == u'e' || c == u'E';
}

/// The index after the closing quote of the string that starts at `start`.
qsizetype endOfString(const QString &text, qsizetype start)
{
    for (qsizetype i = start + 1; i < text.size(); ++i) {
        if (text.at(i) == u'\\')
            ++i;
        else if (text.at(i) == u'"')
            return i + 1;
    }
    return text.size();
}

} // namespace

JsonHighlighter::JsonHighlighter(QTextDocument *document, const QPalette &palette)
    : QSyntaxHighlighter(document)
{
    setPalette(palette);
}

void JsonHighlighter::setPalette(const QPalette &palette)
{
    using theme::Tone;
    m_key.setForeground(theme::color(Tone::Info, palette));
    m_string.setForeground(theme::color(Tone::Success, palette));
    m_number.setForeground(theme::color(Tone::Warning, palette));
    m_word.setForeground(theme::color(Tone::Danger, palette));
    rehighlight();
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    if (!m_enabled)
        return;
    qsizetype i = 0;
    while (i < text.size()) {
        const QChar c = text.at(i);
        qsizetype end = i + 1;
        if (c == u'"') {
            end = endOfString(text, i);
            const bool isKey = end < text.size() && text.at(end) == u':';
            setFormat(int(i), int(end - i), isKey ? m_key : m_string);
        } else if (c.isDigit() || c == u'-') {
            while (end < text.size() && isNumberPart(text.at(end)))
                ++end;
            setFormat(int(i), int(end - i), m_number);
        } else if (c.isLetter()) {
            while (end < text.size() && text.at(end).isLetter())
                ++end;
            setFormat(int(i), int(end - i), m_word);
        }
        i = end;
    }
}

} // namespace peregrine
