#pragma once

#include <QPalette>
#include <QSyntaxHighlighter>
#include <QTextCharFormat>

namespace peregrine {

/// Colours indented JSON, line by line.
class JsonHighlighter : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    JsonHighlighter(QTextDocument *document, const QPalette &palette);

    void setPalette(const QPalette &palette);
    /// Off for texts that are no JSON, or so long that colouring them would be felt.
    void setEnabled(bool enabled) { m_enabled = enabled; }

protected:
    void highlightBlock(const QString &text) override;

private:
    bool m_enabled = false;
    QTextCharFormat m_key;
    QTextCharFormat m_string;
    QTextCharFormat m_number;
    QTextCharFormat m_word;
};

} // namespace peregrine
