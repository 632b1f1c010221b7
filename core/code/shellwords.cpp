#include "core/code/shellwords.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace peregrine {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype mostWords = 10'000;

/// One pass over the characters of a command.
class Splitter
{
    Q_DECLARE_TR_FUNCTIONS(peregrine::ShellWords)

public:
    Splitter(const QString &script, qsizetype at)
        : m_script(script)
        , m_at(at)
    { }

    Expected<QList<ShellWord>, TextFault> split()
    {
        while (m_at < m_script.size() && !m_fault && step()) { }
        endWord();
        if (m_fault)
            return Unexpected{*m_fault};
        return m_words;
    }

private:
    [[nodiscard]] QChar peek(qsizetype ahead = 0) const
    {
        return m_at + ahead < m_script.size() ? m_script.at(m_at + ahead) : QChar();
    }

    void begin()
    {
        if (!m_inWord)
            m_word = {{}, m_at, false};
        m_inWord = true;
    }

    void endWord()
    {
        if (m_inWord && m_words.size() < mostWords)
            m_words.append(m_word);
        m_inWord = false;
    }

    /// False at the command's end.
    bool step()
    {
        const QChar c = peek();
        if (c == u'\\' && (peek(1) == u'\n' || (peek(1) == u'\r' && peek(2) == u'\n'))) {
            m_at += peek(1) == u'\n' ? 2 : 3;
            return true;
        }
        if (c == u'\n' || c == u';' || c == u'|' || c == u'&' || c == u')')
            return false;
        if (c.isSpace()) {
            endWord();
            ++m_at;
            return true;
        }
        if (c == u'#' && !m_inWord)
            return false;
        begin();
        if (c == u'\'')
            single();
        else if (c == u'"')
            twofold();
        else if (c == u'$' && peek(1) == u'\'')
            ansi();
        else if (c == u'\\') {
            m_word.text += m_script.mid(m_at + 1, 1);
            m_at += 2;
        } else {
            noteExpansion();
            m_word.text += c;
            ++m_at;
        }
        return true;
    }

    void noteExpansion()
    {
        const QChar next = peek(1);
        const bool variable = next.isLetter() || next == u'_' || next == u'{' || next == u'(';
        m_word.expands = m_word.expands || peek() == u'`' || (peek() == u'$' && variable);
    }

    void unclosed(qsizetype start) { m_fault = TextFault{tr("The quote has no end."), start}; }

    void single()
    {
        const qsizetype end = m_script.indexOf(u'\'', m_at + 1);
        if (end < 0)
            return unclosed(m_at);
        m_word.text += m_script.mid(m_at + 1, end - m_at - 1);
        m_at = end + 1;
    }

    void twofold()
    {
        const qsizetype start = m_at++;
        while (m_at < m_script.size() && peek() != u'"') {
            if (peek() == u'\\' && u"$`\"\\\n"_s.contains(peek(1)) && m_at + 1 < m_script.size()) {
                if (peek(1) != u'\n')
                    m_word.text += peek(1);
                m_at += 2;
                continue;
            }
            noteExpansion();
            m_word.text += m_script.at(m_at++);
        }
        if (m_at >= m_script.size())
            return unclosed(start);
        ++m_at;
    }

    /// $'...': what a browser's "copy as cURL" writes for texts with quotes.
    void ansi()
    {
        const qsizetype start = m_at;
        m_at += 2;
        while (m_at < m_script.size() && peek() != u'\'') {
            if (peek() != u'\\') {
                m_word.text += m_script.at(m_at++);
                continue;
            }
            const QChar c = peek(1);
            m_at += 2;
            static const QString names = u"ntrabfv"_s;
            static const QString values = u"\n\t\r\a\b\f\v"_s;
            const qsizetype index = c.isNull() ? -1 : names.indexOf(c);
            if (index >= 0) {
                m_word.text += values.at(index);
            } else if (c == u'u' || c == u'x') {
                bool ok = false;
                const qsizetype digits = c == u'u' ? 4 : 2;
                const uint number = m_script.mid(m_at, digits).toUInt(&ok, 16);
                if (ok)
                    m_word.text += QChar(char16_t(number));
                m_at = std::min(m_at + digits, m_script.size());
            } else if (!c.isNull()) {
                m_word.text += c;
            }
        }
        if (m_at >= m_script.size())
            return unclosed(start);
        ++m_at;
    }

    const QString &m_script;
    qsizetype m_at;
    bool m_inWord = false;
    ShellWord m_word;
    QList<ShellWord> m_words;
    std::optional<TextFault> m_fault;
};

} // namespace

Expected<QList<ShellWord>, TextFault> shellWords(const QString &script, qsizetype at)
{
    return Splitter(script, at).split();
}

} // namespace peregrine
