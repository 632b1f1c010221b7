#pragma once

#include <QPalette>
#include <QSet>
#include <QString>
#include <QSyntaxHighlighter>
#include <QTextCharFormat>

namespace peregrine {

/// Colours short pieces of code in the languages of fal's clients and of shells: texts, numbers,
/// comments and the words of the language. It knows no grammar; what it takes for a text or a
/// comment ends where its line does, except texts in three quotes and in backticks.
class CodeHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    CodeHighlighter(QTextDocument *document, const QPalette &palette);

    void setPalette(const QPalette &palette);
    /// Where "#" begins a comment: Python and shells; elsewhere "//" does.
    void setHashComments(bool hash);

protected:
    void highlightBlock(const QString &text) override;

private:
    /// What goes on from one line to the next.
    enum State { Code = -1, InBackticks = 1, InTripleQuotes = 2 };

    [[nodiscard]] qsizetype paintText(const QString &text, qsizetype start);
    [[nodiscard]] qsizetype paintLongText(const QString &text, qsizetype start, qsizetype from,
                                          QLatin1String end, State state);
    [[nodiscard]] bool isComment(const QString &text, qsizetype at) const;

    bool m_hash = false;
    QSet<QString> m_words;
    QTextCharFormat m_text;
    QTextCharFormat m_number;
    QTextCharFormat m_comment;
    QTextCharFormat m_word;
};

} // namespace peregrine
